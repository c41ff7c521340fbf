/**
 * One self-contained HTML file: what the page shows as JSON, the page itself, and the charts.
 *
 * <p>Data flows once: connects are surveyed in one pass ({@link
 * io.tuplewatch.report.html.ConnectSurvey}), each picture and table writes its part of the page's
 * JSON, and {@link io.tuplewatch.report.html.Page} puts that between the resources. Nothing of a
 * recording becomes markup: the page's script makes text nodes of it.
 */
@NullMarked
package io.tuplewatch.report.html;

import org.jspecify.annotations.NullMarked;
