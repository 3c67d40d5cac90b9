import org.jspecify.annotations.NullMarked;

/** The command line. */
@NullMarked
module org.chainrule.cli {
  requires static org.jspecify;
  requires de.siegmar.fastcsv;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires org.chainrule.exchange;
  requires org.chainrule.report;
  requires tools.jackson.databind;

  opens org.chainrule.cli to
      info.picocli;
}
