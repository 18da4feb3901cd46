/** Markdown as GitHub shows it, for a pull request, a job's summary or a chat. */
@NullMarked
package dev.lastack.report.markdown;

import org.jspecify.annotations.NullMarked;
