/** A network's layers in TensorFlow.js. */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerSpec, NetworkSpec } from "../../engine/graph/spec";
import { integer, pair } from "./parameters";

export type Variables = Map<string, tf.Variable>;

/** Interprets a spec. Attributes as in PyTorch. */
export function run(
  spec: NetworkSpec,
  variables: Variables,
  x: tf.Tensor,
  backend: string,
): tf.Tensor {
  const made = new Map<string, tf.Tensor>([["input", x]]);
  let last = "input";
  for (const layer of spec.layers) {
    const inputs = (layer.inputs ?? [last]).map((name) => made.get(name) ?? x);
    made.set(layer.name, apply(layer, inputs, variables, backend));
    last = layer.name;
  }
  return made.get(last) ?? x;
}

function apply(
  layer: LayerSpec,
  inputs: tf.Tensor[],
  variables: Variables,
  backend: string,
): tf.Tensor {
  const x = inputs[0] as tf.Tensor4D;
  const own = (slot: string): tf.Tensor | undefined => variables.get(`${layer.name}.${slot}`);
  switch (layer.op) {
    case "conv2d": {
      const y = conv2d(
        x,
        own("w") as tf.Tensor4D,
        integer(layer, "stride", 1),
        integer(layer, "padding", 0),
        backend,
      );
      const bias = own("b");
      return bias === undefined ? y : tf.add(y, bias);
    }
    case "fused": {
      const filter = own("w") as tf.Tensor4D;
      const [strides, pad] = [integer(layer, "stride", 1), integer(layer, "padding", 0)];
      return tf.fused.conv2d({
        x,
        filter,
        strides,
        pad,
        bias: own("b") as tf.Tensor1D | undefined,
        activation: "relu",
      });
    }
    case "identity":
      return x;
    case "linear":
      return tf.add(
        tf.matMul(x as unknown as tf.Tensor2D, own("w") as tf.Tensor2D, false, true),
        own("b") ?? tf.scalar(0),
      );
    case "batchnorm":
      return batchnorm(x, own("gamma"), own("beta"));
    case "relu":
      return tf.relu(x);
    case "maxpool2d":
      return tf.maxPool(
        x,
        pair(layer, "kernel_size"),
        integer(layer, "stride", pair(layer, "kernel_size")[0]),
        integer(layer, "padding", 0),
      );
    case "global_avgpool2d":
      return tf.mean(x, [1, 2], true);
    case "flatten":
      return tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [x.shape[0], -1]);
    case "add":
      return tf.add(x, inputs[1] ?? x);
    case "pad_channels":
      return thinned(x, integer(layer, "stride", 1), integer(layer, "out_channels", 1));
    default:
      throw new Error(`no ${layer.op} here`);
  }
}

/** In training only: in use it is folded into the convolution. */
function batchnorm(
  x: tf.Tensor4D,
  gamma: tf.Tensor | undefined,
  beta: tf.Tensor | undefined,
): tf.Tensor {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return tf.batchNorm(
    x,
    mean as tf.Tensor1D,
    variance as tf.Tensor1D,
    beta as tf.Tensor1D,
    gamma as tf.Tensor1D,
    1e-5,
  );
}

/** Convolution whose filter gradient works on the WASM backend too. */
export function conv2d(
  x: tf.Tensor4D,
  w: tf.Tensor4D,
  stride: number,
  padding: number,
  backend: string,
): tf.Tensor4D {
  if (backend !== "wasm") return tf.conv2d(x, w, stride, padding);
  return tf.customGrad((...given) => {
    const [a, b, save] = given as unknown as [
      tf.Tensor4D,
      tf.Tensor4D,
      (kept: tf.Tensor[]) => void,
    ];
    save([a, b]);
    return {
      value: tf.conv2d(a, b, stride, padding),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [input, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
        return [
          tf.conv2dTranspose(dy as tf.Tensor4D, filter, input.shape, stride, padding),
          filterGradient(input, filter.shape, dy as tf.Tensor4D, stride, padding),
        ];
      },
    };
  })(x, w) as tf.Tensor4D;
}

/**
 * dw as a convolution of the input with dy, batch and channels changing places; a stride becomes
 * dy's dilation.
 */
function filterGradient(
  x: tf.Tensor4D,
  shape: number[],
  dy: tf.Tensor4D,
  stride: number,
  padding: number,
): tf.Tensor4D {
  const [kh = 1, kw = 1] = shape;
  const images = tf.transpose(x, [3, 1, 2, 0]);
  const filter = tf.transpose(dy, [1, 2, 0, 3]);
  const padded =
    padding === 0
      ? images
      : tf.pad4d(images, [
          [0, 0],
          [padding, padding],
          [padding, padding],
          [0, 0],
        ]);
  const wide = tf.conv2d(padded as tf.Tensor4D, filter as tf.Tensor4D, 1, "valid", "NHWC", stride);
  const [channels = 1, , , out = 1] = wide.shape;
  return tf.transpose(
    tf.slice4d(wide, [0, 0, 0, 0], [channels, kh, kw, out]),
    [1, 2, 0, 3],
  ) as tf.Tensor4D;
}

/**
 * Every `stride`-th pixel, then channels of zeros in front and behind. Its strided slice has no
 * gradient: two slices of matrices do the same.
 */
function thinned(x: tf.Tensor4D, stride: number, channels: number): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  const rows = tf.slice2d(tf.reshape(x, [(n * h) / stride, stride * w * c]), [0, 0], [-1, w * c]);
  const pixels = tf.slice2d(
    tf.reshape(rows, [(n * h * w) / stride ** 2, stride * c]),
    [0, 0],
    [-1, c],
  );
  const front = Math.floor((channels - c) / 2);
  const wide = tf.pad2d(pixels, [
    [0, 0],
    [front, channels - c - front],
  ]);
  return tf.reshape(wide, [n, h / stride, w / stride, channels]);
}
