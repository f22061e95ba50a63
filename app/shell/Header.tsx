/** The bar on top of every page that has one: the way home, the place, the looks. */
import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { useLab } from "../store/store";
import { SCHEMES, type Scheme } from "../theme/scheme";
import { goTo, readAddress } from "./address";
import { Brand } from "./Brand";
import { chooseLanguage, chooseStill, chooseTheme, useStill } from "./appearance";
import { Menu } from "./Menu";
import styles from "./shell.module.css";
import { useAddress } from "./useAddress";

export interface HeaderProps {
  /** Where one is. */
  readonly children?: ReactNode;
  readonly tools?: ReactNode;
  /** Languages that the page could be shown in. */
  readonly languages?: readonly string[];
}

export function Header({ children, tools, languages }: HeaderProps): ReactNode {
  return (
    <header className={styles["header"]}>
      <button
        type="button"
        className={`button ${styles["skip"]}`}
        onClick={() => document.querySelector<HTMLElement>("main")?.focus()}
      >
        Skip to the content
      </button>
      <Brand />
      <div className={styles["place"]}>{children}</div>
      <div className={styles["tools"]}>
        {tools}
        <AppearanceMenu languages={languages} />
      </div>
    </header>
  );
}

const NAMES: Readonly<Record<Scheme, string>> = {
  light: "Light",
  dark: "Dark",
  projector: "Projector",
  contrast: "High contrast",
};

/**
 * Theme and motion. A theme in the address is changed there too, so that what is chosen is what is
 * seen.
 */
function AppearanceMenu({
  languages = [],
}: {
  readonly languages?: readonly string[] | undefined;
}): ReactNode {
  const language = useLab((state) => state.settings.language);
  const chosen = useLab((state) => state.settings.theme);
  const { preferences } = useAddress();
  const still = useStill();
  const current = preferences.theme ?? chosen;
  const choose = (theme: Scheme | null): void => {
    chooseTheme(theme);
    if (preferences.theme !== null) goTo(readAddress().hash, "replace", { ...preferences, theme });
  };
  return (
    <Menu label="How it looks" icon={<SlidersHorizontal aria-hidden size={19} />}>
      <fieldset className={styles["group"]}>
        <legend>Theme</legend>
        {([null, ...SCHEMES] as const).map((theme) => (
          <label key={theme ?? "auto"} className={styles["option"]}>
            <input
              type="radio"
              name="theme"
              checked={current === theme}
              onChange={() => choose(theme)}
            />
            {theme === null ? "As the system" : NAMES[theme]}
          </label>
        ))}
      </fieldset>
      {languages.length < 2 ? null : (
        <fieldset className={styles["group"]}>
          <legend>Language of the lesson</legend>
          {[null, ...languages].map((one) => (
            <label key={one ?? "auto"} className={styles["option"]}>
              <input
                type="radio"
                name="language"
                checked={language === one}
                onChange={() => chooseLanguage(one)}
              />
              {one === null ? "As the system" : nameOf(one)}
            </label>
          ))}
        </fieldset>
      )}
      <fieldset className={styles["group"]}>
        <legend>Motion</legend>
        <label className={styles["option"]}>
          <input
            type="checkbox"
            checked={still}
            onChange={(event) => chooseStill(event.currentTarget.checked)}
          />
          Jump instead of slide
        </label>
      </fieldset>
    </Menu>
  );
}

/** A language in its own words, where the browser knows them. */
function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}
