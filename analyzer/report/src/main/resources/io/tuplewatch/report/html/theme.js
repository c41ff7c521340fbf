// Colours come from the style sheet, so that charts and text agree, in light, in dark and in print.
const themeListeners = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

function useTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  themeListeners.forEach(listener => listener());
}

const darkPreferred = matchMedia("(prefers-color-scheme: dark)");
document.documentElement.dataset.theme = darkPreferred.matches ? "dark" : "light";
darkPreferred.addEventListener("change", event => useTheme(event.matches));

/** A colour with another opacity; colours are written #rrggbb. */
function faded(hex, opacity) {
  const channel = at => parseInt(hex.slice(at, at + 2), 16);
  return `rgba(${channel(1)}, ${channel(3)}, ${channel(5)}, ${opacity})`;
}
