/**
 * OKLCH to sRGB, and WCAG contrast: the arithmetic behind the palettes.
 *
 * Units: lightness 0…1, chroma 0…about 0.3, hue in degrees; sRGB channels 0…255 integers; contrast
 * 1…21. A colour outside sRGB loses chroma, never lightness, until it fits.
 * Source: Björn Ottosson, "A perceptual color space for image processing"; WCAG 2.2, relative
 * luminance.
 */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The sRGB colour of an OKLCH triple, brought into gamut by lowering chroma. */
export function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  let low = 0;
  let high = chroma;
  if (inGamut(linear(lightness, chroma, hue))) low = chroma;
  else
    for (let round = 0; round < 24; round++) {
      const middle = (low + high) / 2;
      if (inGamut(linear(lightness, middle, hue))) low = middle;
      else high = middle;
    }
  const [red, green, blue] = linear(lightness, low, hue);
  return [encode(red), encode(green), encode(blue)];
}

/** WCAG contrast ratio of two colours. */
export function contrast(one: Rgb, other: Rgb): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** WCAG relative luminance, 0…1. */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * decode(red) + 0.7152 * decode(green) + 0.0722 * decode(blue);
}

function linear(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function inGamut(channels: Rgb): boolean {
  return channels.every((channel) => channel >= -1e-6 && channel <= 1 + 1e-6);
}

function encode(channel: number): number {
  const clamped = Math.min(1, Math.max(0, channel));
  const curved = clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * clamped ** (1 / 2.4) - 0.055;
  return Math.round(255 * curved);
}

function decode(channel: number): number {
  const unit = channel / 255;
  return unit <= 0.04045 ? unit / 12.92 : ((unit + 0.055) / 1.055) ** 2.4;
}
