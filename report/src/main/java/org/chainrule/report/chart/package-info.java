/** The charts of a report, as drawings. */
package org.chainrule.report.chart;
