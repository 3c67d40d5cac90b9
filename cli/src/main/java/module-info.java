import org.jspecify.annotations.NullMarked;

/** The command line. */
@NullMarked
@SuppressWarnings("requires-automatic") // JLine is one
module org.chainrule.cli {
  requires static org.jspecify;
  requires de.siegmar.fastcsv;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires jdk.unsupported; // where the JDK keeps signals, which JLine looks up
  requires org.chainrule.bench;
  requires org.chainrule.exchange;
  requires org.chainrule.explain;
  requires org.chainrule.report;
  requires org.chainrule.search;
  requires org.jline.terminal;
  requires tools.jackson.databind;

  opens org.chainrule.cli to
      info.picocli;
  opens org.chainrule.cli.explain to
      info.picocli;
  opens org.chainrule.cli.search to
      info.picocli;
}
