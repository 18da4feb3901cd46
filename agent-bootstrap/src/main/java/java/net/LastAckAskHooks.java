package java.net;

import static java.net.LastAckHooks.suppress;

import java.io.FileDescriptor;
import jdk.internal.vm.annotation.DontInline;

/** What hooked methods call to tell who asked for work that another thread does. See {@link LastAckHooks}. */
public final class LastAckAskHooks {

    private LastAckAskHooks() {}

    private static LastAckAskSink asks() {
        return LastAckHooks.sink().asks();
    }

    // spotless:off  a table: each line is what the sink is told, and keeps what the sink throws
    @DontInline public static void remember(Object work)                          { try { asks().remember(work);                    } catch (Throwable t) { suppress(t); } }
    @DontInline public static void threadStarting(Thread thread)                  { try { asks().threadStarting(thread);            } catch (Throwable t) { suppress(t); } }
    @DontInline public static void beginWork(Object work)                         { try { asks().beginWork(work);                   } catch (Throwable t) { suppress(t); } }
    @DontInline public static void endWork()                                      { try { asks().endWork();                         } catch (Throwable t) { suppress(t); } }
    @DontInline public static void requesting(Object request)                     { try { asks().requesting(request);               } catch (Throwable t) { suppress(t); } }
    @DontInline public static void beginRequest(Object request)                   { try { asks().beginRequest(request);             } catch (Throwable t) { suppress(t); } }
    @DontInline public static void endRequest()                                   { try { asks().endRequest();                      } catch (Throwable t) { suppress(t); } }
    @DontInline public static void beginTask(Object task)                         { try { asks().beginTask(task);                   } catch (Throwable t) { suppress(t); } }
    @DontInline public static void endTask()                                      { try { asks().endTask();                         } catch (Throwable t) { suppress(t); } }
    @DontInline public static void asked(FileDescriptor fd, boolean write)        { try { asks().asked(fd, write);                  } catch (Throwable t) { suppress(t); } }
    @DontInline public static void asyncStarted(Object context)                   { try { asks().asyncStarted(context);             } catch (Throwable t) { suppress(t); } }
    @DontInline public static void httpConnecting(Object exchange)                { try { asks().httpConnecting(exchange);          } catch (Throwable t) { suppress(t); } }
    @DontInline public static void httpRequest(Object exchange, Object connection) { try { asks().httpRequest(exchange, connection); } catch (Throwable t) { suppress(t); } }
    // spotless:on
}
