// Sets theme and language before the first paint, so that neither flashes.
(() => {
  const root = document.documentElement;
  let theme = null;
  let language = null;
  try {
    theme = localStorage.getItem("theme");
    language = localStorage.getItem("language");
  } catch {
    // Storage may be switched off; the system's choice stands.
  }
  if (theme !== "light" && theme !== "dark") theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.mantineColorScheme = theme;
  root.lang = language ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");
})();
