/** A colour photo before and after three 1×1 filters, the weights as a grid, and the arithmetic of one pixel. */
import { useEffect, useMemo, useState } from "react";
import type { Tensor } from "../../../engine/core/tensor";
import { layOut } from "../../figures/describe/arithmetic";
import { Choice } from "../../figures/marks/choice/Choice";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import { Photo } from "../../figures/photo/Photo";
import type { WidgetProps } from "../widget";
import { channelMixer, CHANNELS, MIXES, type MixerState, PHOTOS, SIDE } from "./definition";
import { bytesOf, explainPixel, mixed, tensorOf } from "./mixing";
import styles from "./channel-mixer.module.css";

type Loaded =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly of: string; readonly photo: Tensor }
  | { readonly kind: "failed" };

const OUTPUTS = CHANNELS.map((value) => ({ value, title: `new ${value}` }));

export function ChannelMixer({ state, change, hidden, locked }: WidgetProps<MixerState>) {
  const loaded = usePhoto(state.photo);
  const set = (w: MixerState["w"]): void => change({ ...state, w });
  const cursor = (row: number, column: number): void =>
    change(channelMixer.restore({ ...state, row, column }, state), { history: "merge" });
  return (
    <div className={styles["mixer"]}>
      <div className={styles["controls"]}>
        {!hidden.has("photo") && (
          <label>
            Photo
            <select
              value={state.photo}
              disabled={locked.has("photo")}
              onChange={(event) => change({ ...state, photo: PHOTOS.find((name) => name === event.target.value) ?? state.photo })}
            >
              {PHOTOS.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        {!hidden.has("mix") && (
          <label>
            Mix
            <select
              value={mixNamed(state)}
              disabled={locked.has("mix")}
              onChange={(event) => {
                const mix = MIXES[event.target.value];
                if (mix !== undefined) change({ ...state, w: mix.w, b: mix.b });
              }}
            >
              <option value="own" disabled>
                your own
              </option>
              {Object.entries(MIXES).map(([name, { title }]) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {loaded.kind === "failed" && <p role="alert">The photo could not be loaded. Choose another, or reload the page.</p>}
      {loaded.kind === "ready" && <Pictures state={state} photo={loaded.photo} onCursor={cursor} />}
      <div className={styles["below"]}>
        <div className={styles["weights"]}>
          <ul aria-hidden>
            {CHANNELS.map((name) => (
              <li key={name}>{name} =</li>
            ))}
          </ul>
          <NumberGrid
            label="Weights: a row for each output channel, a column for each input channel: red, green, blue"
            hue="weight"
            values={state.w}
            size={56}
            magnitude={4}
            onEdit={
              locked.has("w")
                ? undefined
                : (place, value) =>
                    set(state.w.map((row, at) => (at === place.row ? row.map((old, to) => (to === place.column ? value : old)) : row)))
            }
            onPaste={locked.has("w") ? undefined : (matrix) => set(state.w.map((row, at) => row.map((old, to) => matrix[at]?.[to] ?? old)))}
          />
          <NumberGrid
            label="Biases, one for each output channel"
            hue="bias"
            values={state.b.map((value) => [value])}
            size={56}
            magnitude={4}
            onEdit={
              locked.has("b")
                ? undefined
                : (place, value) => change({ ...state, b: state.b.map((old, at) => (at === place.row ? value : old)) })
            }
          />
        </div>
        {loaded.kind === "ready" && (
          <div className={styles["pixel"]}>
            {!hidden.has("channel") && (
              <Choice
                label="Channel whose arithmetic is shown"
                options={OUTPUTS}
                value={state.channel}
                locked={locked.has("channel")}
                onChange={(channel) => change({ ...state, channel })}
              />
            )}
            <ArithmeticStrip
              title={`new ${state.channel} of the pixel at row ${state.row}, column ${state.column}`}
              arithmetic={layOut(explainPixel(loaded.photo, state, CHANNELS.indexOf(state.channel)), { label: `new ${state.channel}` })}
            />
          </div>
        )}
      </div>
    </div>
  );
}

function Pictures({
  state,
  photo,
  onCursor,
}: {
  readonly state: MixerState;
  readonly photo: Tensor;
  readonly onCursor: (row: number, column: number) => void;
}) {
  const cursor = { row: state.row, column: state.column };
  const { w, b } = state;
  const before = useMemo(() => bytesOf(photo), [photo]);
  const after = useMemo(() => bytesOf(mixed(photo, { w, b })), [photo, w, b]);
  return (
    <div className={styles["pictures"]}>
      <Photo label="Before" bytes={before} side={SIDE} cursor={cursor} onCursor={onCursor} />
      <Photo label="After three 1×1 filters" bytes={after} side={SIDE} cursor={cursor} onCursor={onCursor} />
    </div>
  );
}

function mixNamed(state: MixerState): string {
  const numbers = JSON.stringify([state.w, state.b]);
  return Object.entries(MIXES).find(([, { w, b }]) => JSON.stringify([w, b]) === numbers)?.[0] ?? "own";
}

/** Loads and shrinks a photo of the site. */
function usePhoto(name: string): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ kind: "loading" });
  useEffect(() => {
    let current = true;
    const picture = new Image();
    picture.addEventListener("load", () => {
      if (current) setLoaded(read(name, picture));
    });
    picture.addEventListener("error", () => {
      if (current) setLoaded({ kind: "failed" });
    });
    picture.src = `./photos/${name}.webp`;
    return () => {
      current = false;
    };
  }, [name]);
  return loaded;
}

function read(of: string, picture: HTMLImageElement): Loaded {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return { kind: "failed" };
  const side = Math.min(picture.naturalWidth, picture.naturalHeight);
  context.drawImage(picture, (picture.naturalWidth - side) / 2, (picture.naturalHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
  return { kind: "ready", of, photo: tensorOf(context.getImageData(0, 0, SIDE, SIDE).data, SIDE) };
}
