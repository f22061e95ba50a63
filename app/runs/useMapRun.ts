/** Runs one after the other, as one work that another key ends. */
import { useEffect, useEffectEvent, useMemo, useContext } from "react";
import { MapRun } from "./map-run";
import { type RunHandle, RunsContext } from "./runs";

/** `key`: of what the runs are; what others would give is forgotten. */
export function useMapRun(
  name: string,
  key: string,
): { readonly map: MapRun; readonly handle: RunHandle } {
  const runs = useContext(RunsContext);
  const handle = useMemo(() => runs.run(name), [runs, name]);
  const map = useMemo(() => new MapRun(handle), [handle]);
  const forget = useEffectEvent((of: string) => {
    if (of !== "") map.forget();
  });
  useEffect(() => () => forget(key), [key]);
  useEffect(() => handle.attend(true), [handle]);
  return { map, handle };
}
