/**
 * The choices of the runs: those that are taken up as they go stand by the buttons, the rest begin
 * them anew. What a variant changes for itself is changed in its own row.
 */
import { t, word } from "../../language/words";
import { Select } from "../../figures/marks/controls/Select";
import { NumberField } from "../../figures/marks/number-field/NumberField";
import { Controls } from "../fields/Controls";
import type { Field } from "../fields/field";
import { besideOf } from "./beside";
import { fields } from "./definition";
import { goalProblem } from "./goal";
import { isFamily, kindOf, networkProblem } from "./network-text";
import { DATA_KEYS, LIVE, NETWORK_KEYS, RULE_KEYS, type SettingKey } from "./settings";
import { TextField } from "./TextField";
import type { Props } from "./Training";
import styles from "./training.module.css";
import type { VariantRun } from "./useVariants";
import { varied, variantsOf, variantsProblem, writeVariants } from "./variants";
import { WeightFiles } from "./WeightFiles";
import { summary } from "./words";

/** What only a family of networks has. */
const OF_FAMILIES: ReadonlySet<SettingKey> = new Set(["depth", "width", "skip"]);

/** What a run takes up where it is; of a network of the catalogue, the rate alone. */
export function LiveSettings(props: Props) {
  const { state, hidden } = props;
  const beside = besideOf(state.beside);
  const chosen = beside.length > 0 && <Controls {...locking(props)} table={fields} show={beside} />;
  if (hidden.has("settings"))
    return chosen === false ? null : <div className={styles["live"]}>{chosen}</div>;
  const variants = variantsOf(state.variants);
  const own = varied(variants);
  const keys = kindOf(state.network) === "catalogue" ? (["rate"] as const) : LIVE;
  // Where every variant has its own, the figure's changes nothing.
  const shared = keys.filter((key) => !variants.every(({ changes }) => key in changes));
  return (
    <div className={styles["live"]}>
      {chosen}
      <Controls
        {...locking(props)}
        table={fields}
        show={shared.filter((key) => !beside.includes(key))}
      />
      {variants.flatMap(({ name, changes }) =>
        keys
          .filter((key) => own.has(key) && key in changes)
          .map((key) => <OwnField key={`${name} ${key}`} {...props} name={name} of={key} />),
      )}
    </div>
  );
}

/** One choice that a variant has for itself. */
function OwnField({
  state,
  change,
  hidden,
  locked,
  name,
  of,
}: Props & { readonly name: string; readonly of: SettingKey }) {
  const variants = variantsOf(state.variants);
  const mine = variants.find((variant) => variant.name === name);
  const field: Field = fields.fields[of];
  const { kind } = field;
  const value = mine?.changes[of];
  const put = (next: unknown): void => {
    const changed = variants.map((variant) =>
      variant === mine ? { ...variant, changes: { ...variant.changes, [of]: next } } : variant,
    );
    change({ ...state, variants: writeVariants(changed) });
  };
  const common = {
    label: `${word(field.label)} (${name})`,
    locked: locked.has("variants") || locked.has("settings"),
  };
  if (hidden.has("variants")) return null;
  if (kind.type === "choice") {
    const options = kind.options.map((option) => ({ value: option, title: kind.titleOf(option) }));
    return <Select {...common} options={options} value={String(value)} onChange={put} />;
  }
  if (kind.type !== "number") return null;
  return (
    <NumberField
      {...common}
      value={Number(value)}
      min={kind.from}
      max={kind.to}
      step={kind.step}
      onValue={put}
    />
  );
}

export function Settings(props: Props & { readonly runs: readonly VariantRun[] }) {
  const { state, hidden, locked, runs } = props;
  const [only] = runs;
  return (
    <>
      {!hidden.has("settings") && (
        <details className={styles["settings"]}>
          <summary>{t("Settings: {summary}", { summary: summary(state) })}</summary>
          <Groups {...props} />
        </details>
      )}
      {only !== undefined && state.run !== "" && !hidden.has("weights") && (
        <WeightFiles run={only} locked={locked.has("weights")} />
      )}
    </>
  );
}

/** All controls of settings are locked together, or each by its own name. */
function locking(props: Props): Props {
  if (!props.locked.has("settings")) return props;
  return { ...props, locked: new Set([...props.locked, ...Object.keys(fields.fields)]) };
}

/** The choices in groups: the network, the data, the rule, the variants. */
function Groups(props: Props) {
  const { state, change, hidden } = props;
  const part = locking(props);
  const family = isFamily(state.network);
  const own = varied(variantsOf(state.variants));
  const shown = (keys: readonly SettingKey[]): SettingKey[] =>
    keys.filter(
      (key) => key !== "network" && !LIVE.includes(key) && (family || !OF_FAMILIES.has(key)),
    );
  const text = (name: "network" | "variants" | "until", problemOf: typeof networkProblem) => (
    <TextField
      label={fields.fields[name].label}
      value={state[name]}
      problemOf={problemOf}
      locked={part.locked.has(name)}
      onValue={(value) => change(fields.changed(state, { [name]: value }))}
    />
  );
  return (
    <div className={styles["groups"]}>
      {!hidden.has("network") && text("network", networkProblem)}
      <Controls {...part} table={fields} show={shown(NETWORK_KEYS)} />
      <Controls {...part} table={fields} show={shown(DATA_KEYS)} />
      <Controls {...part} table={fields} show={[...shown(RULE_KEYS), "steps"]} />
      {!hidden.has("until") && text("until", goalProblem)}
      {!hidden.has("variants") && text("variants", variantsProblem)}
      <p className={styles["hint"]}>
        {t(
          "A change here begins the runs anew, from the seed {seed}. Activation, learning rate and clipping change them as they go: they keep their weights.{size}",
          {
            seed: state.seed,
            size:
              own.size > 0 ? t(" What a variant changes for itself stays as its line says.") : "",
          },
        )}
      </p>
    </div>
  );
}
