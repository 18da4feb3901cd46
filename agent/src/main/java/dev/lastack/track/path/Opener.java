package dev.lastack.track.path;

import dev.lastack.track.sampling.OpenerProfile;
import dev.lastack.track.stack.RawStack;
import org.jspecify.annotations.Nullable;

/** What is kept of one stack that opens connections, at the stack itself. Guarded by the {@link CodePathTable}'s monitor. */
final class Opener {

    final OpenerProfile profile = new OpenerProfile();

    /** Where the last connection that was opened here is counted: most often the next one's place too. */
    @Nullable
    CodePathStats lastPath;

    static Opener of(RawStack stack) {
        if (stack.attachment instanceof Opener present) {
            return present;
        }
        Opener fresh = new Opener();
        stack.attachment = fresh;
        return fresh;
    }
}
