/** The shift test on a photo: both crops, both pooled pictures, and what changed in numbers. */
import { useEffect, useMemo, useState } from "react";
import { ComparedMaps } from "../../figures/compare/ComparedMaps";
import type { GreyPicture } from "../../pictures/grey";
import { GREY_PICTURES } from "../../pictures/grey-pictures";
import { loadShipped } from "../../pictures/open-picture";
import { creditOf } from "../../pictures/photos";
import styles from "./pool.module.css";
import { CHANGED, shiftTest } from "./shift";
import type { PoolState } from "./state";

export function ShiftView({ state }: { readonly state: PoolState }) {
  const [loaded, setLoaded] = useState<{
    readonly name: string;
    readonly picture: GreyPicture | null;
  } | null>(null);
  useEffect(() => {
    let current = true;
    const done = (picture: GreyPicture | null): void => {
      if (current) setLoaded({ name: state.picture, picture });
    };
    loadShipped(GREY_PICTURES, state.picture).then(done, () => done(null));
    return () => {
      current = false;
    };
  }, [state.picture]);
  const picture = loaded?.picture ?? null;
  const rows = useMemo(() => (picture === null ? [] : shiftTest(picture, state)), [picture, state]);
  if (loaded === null) return <p className={styles["waiting"]}>The picture is being loaded…</p>;
  if (picture === null)
    return (
      <p className={styles["waiting"]}>
        This photo could not be loaded. Choose another, or try again when you are online.
      </p>
    );
  return (
    <>
      <ComparedMaps rows={rows} limit={CHANGED} />
      <p className={styles["credit"]}>{creditOf(state.picture)}</p>
    </>
  );
}
