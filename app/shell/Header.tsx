/** The bar on top of every page that has one: the way home, the place, the looks. */
import { nameOf } from "../language/languages";
import { spokenLanguage, t, word } from "../language/words";
import { Languages, SlidersHorizontal } from "lucide-react";
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

export function Header({ children, tools, languages = [] }: HeaderProps): ReactNode {
  return (
    <header className={styles["header"]}>
      <button
        type="button"
        className={`button ${styles["skip"]}`}
        onClick={() => document.querySelector<HTMLElement>("main")?.focus()}
      >
        {t("Skip to the content")}
      </button>
      <Brand />
      <div className={styles["place"]}>{children}</div>
      <div className={styles["tools"]}>
        {tools}
        <LanguageMenu languages={languages} />
        <AppearanceMenu />
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
function AppearanceMenu(): ReactNode {
  const chosen = useLab((state) => state.settings.theme);
  const { preferences } = useAddress();
  const still = useStill();
  const current = preferences.theme ?? chosen;
  const choose = (theme: Scheme | null): void => {
    chooseTheme(theme);
    if (preferences.theme !== null) goTo(readAddress().hash, "replace", { ...preferences, theme });
  };
  return (
    <Menu label={t("How it looks")} icon={<SlidersHorizontal aria-hidden size={19} />}>
      <fieldset className={styles["group"]}>
        <legend>{t("Theme")}</legend>
        {([null, ...SCHEMES] as const).map((theme) => (
          <label key={theme ?? "auto"} className={styles["option"]}>
            <input
              type="radio"
              name="theme"
              checked={current === theme}
              onChange={() => choose(theme)}
            />
            {theme === null ? t("As the system") : word(NAMES[theme])}
          </label>
        ))}
      </fieldset>
      <fieldset className={styles["group"]}>
        <legend>{t("Motion")}</legend>
        <label className={styles["option"]}>
          <input
            type="checkbox"
            checked={still}
            onChange={(event) => chooseStill(event.currentTarget.checked)}
          />
          {t("Jump instead of slide")}
        </label>
      </fieldset>
    </Menu>
  );
}

/** Where the page is to be had in several languages: each in its own words. */
function LanguageMenu({ languages }: { readonly languages: readonly string[] }): ReactNode {
  if (languages.length < 2) return null;
  return (
    <Menu label={t("Language")} icon={<Languages aria-hidden size={19} />}>
      {languages.map((language) => (
        <label key={language} className={styles["option"]} lang={language}>
          <input
            type="radio"
            name="language"
            checked={language === spokenLanguage()}
            onChange={() => chooseLanguage(language)}
          />
          {nameOf(language)}
        </label>
      ))}
    </Menu>
  );
}
