package dev.lastack.bench;

/** The shortest program: says when its main began, on the clock that all processes of one Linux share. */
public final class Hello {

    private Hello() {}

    public static void main(String[] args) {
        System.out.println(System.nanoTime());
    }
}
