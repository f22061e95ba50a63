/** The shift test on a photo: both crops, both pooled pictures, and what changed in numbers. */
import { t } from "../../language/words";
import { useEffect, useMemo, useState } from "react";
import { ComparedMaps } from "../../figures/compare/ComparedMaps";
import type { GreyPicture } from "../../pictures/grey";
import { GREY_PICTURES } from "../../pictures/grey-pictures";
import { loadPicture } from "../../pictures/open-picture";
import { creditOf, isOwnPicture } from "../../pictures/photos";
import { useFigureServices } from "../services";
import styles from "./pool.module.css";
import { CHANGED, shiftTest } from "./shift";
import type { PoolState } from "./state";

export function ShiftView({ state }: { readonly state: PoolState }) {
  const [loaded, setLoaded] = useState<{
    readonly name: string;
    readonly picture: GreyPicture | null;
  } | null>(null);
  const { pictures } = useFigureServices();
  const address = Object.hasOwn(pictures, state.picture) ? pictures[state.picture] : undefined;
  useEffect(() => {
    let current = true;
    const done = (picture: GreyPicture | null): void => {
      if (current) setLoaded({ name: state.picture, picture });
    };
    const isElsewhere = isOwnPicture(state.picture) && address === undefined;
    if (isElsewhere) done(null);
    else loadPicture(GREY_PICTURES, state.picture, address).then(done, () => done(null));
    return () => {
      current = false;
    };
  }, [state.picture, address]);
  const picture = loaded?.picture ?? null;
  const rows = useMemo(() => (picture === null ? [] : shiftTest(picture, state)), [picture, state]);
  if (loaded === null)
    return <p className={styles["waiting"]}>{t("The picture is being loaded…")}</p>;
  if (picture === null)
    return (
      <p className={styles["waiting"]}>
        {t("This photo could not be loaded. Choose another, or try again when you are online.")}
      </p>
    );
  return (
    <>
      <ComparedMaps rows={rows} limit={CHANGED} />
      <p className={styles["credit"]}>{creditOf(state.picture)}</p>
    </>
  );
}
