package dev.lastack.instrument.weave;

import dev.lastack.instrument.weave.HookCall.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * One hooked method.
 *
 * @param name for people, where it is missing
 * @param required false where only some JDKs, or some versions of the library, have it
 */
public record Hook(String name, MethodPattern method, boolean required, List<HookCall> calls) {

    public static Hook required(String name, MethodPattern method, HookCall... calls) {
        return new Hook(name, method, true, List.of(calls));
    }

    public static Hook optional(String name, MethodPattern method, HookCall... calls) {
        return new Hook(name, method, false, List.of(calls));
    }

    List<HookCall> at(Point point) {
        List<HookCall> there = new ArrayList<>();
        for (HookCall call : calls) {
            if (call.point() == point) {
                there.add(call);
            }
        }
        return there;
    }
}
