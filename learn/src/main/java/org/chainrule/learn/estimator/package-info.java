/** Estimators for tables, with scikit-learn's names and rules; many of them trained as one plan. */
package org.chainrule.learn.estimator;
