// Sets theme, density and language before the first paint, so that none flashes.
(() => {
  const root = document.documentElement;
  let theme = null;
  let density = null;
  let language = null;
  try {
    theme = localStorage.getItem("theme");
    density = localStorage.getItem("density");
    language = localStorage.getItem("language");
  } catch {
    // Storage may be switched off; the system's choice stands.
  }
  if (theme !== "light" && theme !== "dark") theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.mantineColorScheme = theme;
  if (density) root.dataset.density = density;
  root.lang = language ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");
})();
