package org.chainrule.drawing;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The bytes of a PNG file: 8 bits a sample, rows as they are, because drawings are mostly areas of
 * one colour. The JDK's writer takes several times as long to be ready.
 */
final class PngFile {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int GREY = 0;
  private static final int COLOUR = 2;

  /** Higher levels take twice the time for pictures that are hardly smaller. */
  private static final int LEVEL = 3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PngFile() {}

  /** An image that has one byte for each of its one (grey) or three (colour) samples. */
  static byte[] of(BufferedImage image) {
    int colourType = image.getRaster().getNumBands() == 1 ? GREY : COLOUR;
    PngFile file = new PngFile();
    file.bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(SIGNATURE).array());
    file.chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(image.getWidth())
            .putInt(image.getHeight())
            .put((byte) Byte.SIZE)
            .put((byte) colourType)
            .array());
    file.chunk("IDAT", deflated(image.getRaster()));
    file.chunk("IEND", new byte[0]);
    return file.bytes.toByteArray();
  }

  private void chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(data.length + 3 * Integer.BYTES);
    chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), Integer.BYTES, Integer.BYTES + data.length);
    bytes.writeBytes(chunk.putInt((int) checksum.getValue()).array());
  }

  /** A zero before each row says that it is not filtered. */
  private static byte[] deflated(Raster raster) {
    int rowBytes = raster.getWidth() * raster.getNumBands();
    byte[] pixels = new byte[rowBytes];
    byte[] rows = new byte[raster.getHeight() * (1 + rowBytes)];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getDataElements(0, y, raster.getWidth(), 1, pixels);
      System.arraycopy(pixels, 0, rows, y * (1 + rowBytes) + 1, rowBytes);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 16];
    try (Deflater deflater = new Deflater(LEVEL)) {
      deflater.setInput(rows);
      deflater.finish();
      while (!deflater.finished()) {
        packed.write(part, 0, deflater.deflate(part));
      }
    }
    return packed.toByteArray();
  }
}
