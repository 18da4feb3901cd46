package dev.lastack.heap;

/** First in, first out; grows. One thread. */
final class IntQueue {

    private int[] ring = new int[1 << 10];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(int value) {
        if (size == ring.length) {
            int[] larger = new int[ring.length * 2];
            int first = ring.length - head;
            System.arraycopy(ring, head, larger, 0, first);
            System.arraycopy(ring, 0, larger, first, head);
            ring = larger;
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = value;
        size++;
    }

    int remove() {
        int value = ring[head];
        head = (head + 1) & (ring.length - 1);
        size--;
        return value;
    }
}
