/** Rows as a CSV file; the mark at the beginning tells spreadsheets that it is UTF-8. */
export const csvOf = (rows: string[][]) =>
  `\ufeff${rows.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\r\n")}\r\n`;
