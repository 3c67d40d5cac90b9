/** Reports of training runs. */
package org.chainrule.report;
