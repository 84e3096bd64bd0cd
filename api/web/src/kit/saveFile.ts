/** Gives a file to the browser to keep. */
export function saveFile(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it over by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
