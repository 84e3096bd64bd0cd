export type Density = "comfortable" | "compact";

/** How close rows stand. The device keeps it under the key that scheme.js reads before the first paint. */
export function switchDensity(density: Density) {
  document.documentElement.dataset.density = density;
  try {
    localStorage.setItem("density", density);
  } catch {
    // It then comes with the account, after the first paint.
  }
}
