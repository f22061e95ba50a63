/** How pixels become numbers: a rule that many networks use, or one of one's own. */
import { t } from "../../../language/words";
import type { ReactNode } from "react";
import { Choice } from "../../../figures/marks/choice/Choice";
import { Select } from "../../../figures/marks/controls/Select";
import { Folded } from "../../../figures/marks/folded/Folded";
import { NumberField } from "../../../figures/marks/number-field/NumberField";
import { PIXEL_RULES, type Pixels } from "../pixels";
import styles from "./ask.module.css";

interface PixelSettingsProps {
  readonly pixels: Pixels;
  readonly channels: number;
  readonly onPixels: (pixels: Pixels) => void;
}

const RANGES = [
  { value: "1", title: "white is 1" },
  { value: "255", title: "white is 255" },
] as const;
const ORDERS = [
  { value: "rgb", title: "red, green, blue" },
  { value: "bgr", title: "blue, green, red" },
] as const;

export function PixelSettings({ pixels, channels, onPixels }: PixelSettingsProps): ReactNode {
  const known = Object.entries(PIXEL_RULES).find(
    ([, rule]) => JSON.stringify(rule.pixels) === JSON.stringify(pixels),
  );
  const names = channels === 1 ? ["grey"] : pixels.order === "rgb" ? RGB : RGB.toReversed();
  const put = (key: "mean" | "std", at: number, value: number): void =>
    onPixels({ ...pixels, [key]: pixels[key].map((one, place) => (place === at ? value : one)) });
  return (
    <div className={styles["pixels"]}>
      <Select
        label={t("Pixels as numbers")}
        value={known?.[0] ?? null}
        none={t("as set below")}
        options={Object.entries(PIXEL_RULES).map(([value, { title }]) => ({ value, title }))}
        onChange={(name) => onPixels(PIXEL_RULES[name]?.pixels ?? pixels)}
      />
      <Folded title={t("Set them one by one")} className={undefined}>
        {() => (
          <div className={styles["pixelFields"]}>
            <Choice
              label={t("White")}
              options={RANGES}
              value={pixels.range === 1 ? "1" : "255"}
              onChange={(range) => onPixels({ ...pixels, range: range === "1" ? 1 : 255 })}
            />
            {channels === 3 && (
              <Choice
                label={t("Order of the channels")}
                options={ORDERS}
                value={pixels.order}
                onChange={(order) => onPixels({ ...pixels, order })}
              />
            )}
            {names.map((name, at) => (
              <NumberField
                key={`mean ${name}`}
                label={t("mean of {name}", { name })}
                value={pixels.mean[at] ?? 0}
                min={-1000}
                max={1000}
                onValue={(value) => put("mean", at, value)}
              />
            ))}
            {names.map((name, at) => (
              <NumberField
                key={`std ${name}`}
                label={t("deviation of {name}", { name })}
                value={pixels.std[at] ?? 1}
                min={0.000_001}
                max={1000}
                onValue={(value) => put("std", at, value)}
              />
            ))}
          </div>
        )}
      </Folded>
    </div>
  );
}

const RGB = ["red", "green", "blue"];
