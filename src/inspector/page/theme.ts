import { effect, signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";

const themes: readonly Theme[] = ["auto", "light", "dark"];
const key = "inspector-theme";

export const theme = signal<Theme>(stored());

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? "auto";
  try {
    localStorage.setItem(key, theme.value);
  } catch {
    // A report opened as a file may not remember anything.
  }
}

function stored(): Theme {
  try {
    return themes.find((each) => each === localStorage.getItem(key)) ?? "auto";
  } catch {
    return "auto";
  }
}
