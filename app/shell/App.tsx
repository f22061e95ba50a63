/** The whole page: looks, the page that the address names, one polite voice. */
import { t } from "../language/words";
import { type ComponentType, type ReactNode, Suspense, createElement, use, useEffect } from "react";
import { type Page, pages, wantedOf } from "../pages";
import { catalogueOf, wholeCatalogueOf } from "../language/languages";
import { SchemeContext } from "../theme/scheme";
import { loadOnce } from "../later/retry";
import { followAddress, readAddress } from "./address";
import { voice } from "./announce";
import { Banners } from "./Banner";
import { Boundary } from "./Boundary";
import { keepFocus } from "./keep-focus";
import { useRootAppearance, useWantedLanguages } from "./appearance";
import { Speaking } from "./Speaking";
import { NotFound } from "./NotFound";
import { useAddress } from "./useAddress";

export function App(): ReactNode {
  const scheme = useRootAppearance();
  const address = useAddress();
  const wanted = useWantedLanguages();
  useEffect(() => followAddress(), []);
  useEffect(() => keepFocus(), []);
  const page = Object.hasOwn(pages, address.page) ? pages[address.page] : undefined;
  const language =
    page === undefined ? wantedOf(wanted) : (page.language?.(address, wanted) ?? "en");
  return (
    <SchemeContext value={scheme}>
      <Suspense>
        <Speaking key={language} language={language}>
          {() => <Banners />}
        </Speaking>
      </Suspense>
      <Boundary key={address.page} what="This page">
        {page === undefined ? (
          <Suspense>
            <Speaking key={language} language={language}>
              {() => <Nowhere name={address.page} />}
            </Speaking>
          </Suspense>
        ) : (
          <Suspense>
            <Loaded key={language} page={page} language={language} />
          </Suspense>
        )}
      </Boundary>
      <div ref={voice} className="hidden-text" aria-live="polite" />
    </SchemeContext>
  );
}

function Nowhere({ name }: { readonly name: string }): ReactNode {
  return (
    <NotFound
      what={t("The address ends in “{name}”, and ConvLab has no page of that name.", {
        name: name.slice(0, 60),
      })}
    />
  );
}

const loading = new Map<Page, Promise<ComponentType>>();

function Loaded({ page, language }: { readonly page: Page; readonly language: string }): ReactNode {
  const whole = page.whole === true;
  const begun = loadOnce(loading, page, () => {
    const part = page.load();
    page.ahead?.(readAddress());
    void (whole ? wholeCatalogueOf(language) : catalogueOf(language));
    return part;
  });
  const part = use(begun);
  return (
    <Speaking language={language} whole={whole}>
      {() => createElement(part)}
    </Speaking>
  );
}
