/**
 * The course as the lecture gives it: three parts, in order. Which of these lessons exist,
 * `library.ts` knows.
 */
export interface CoursePart {
  readonly title: string;
  readonly summary: string;
  readonly lessons: readonly { readonly id: string; readonly title: string }[];
}

export const COURSE: readonly CoursePart[] = [
  {
    title: "The convolution layer",
    summary: "From one filter on one picture to a network that reads handwriting.",
    lessons: [
      { id: "convolution", title: "Convolution" },
      { id: "stride", title: "Stride" },
      { id: "padding", title: "Padding" },
      { id: "pooling", title: "Max and average pooling" },
      { id: "volumes", title: "Convolution on volumes" },
      { id: "multiple-filters", title: "Multiple filters" },
      { id: "one-by-one", title: "1×1 convolutions" },
      { id: "one-layer", title: "One layer, forwards and backwards" },
      { id: "shorthand", title: "Shorthand for networks" },
      { id: "sample-network", title: "A sample network" },
      { id: "softmax", title: "The softmax layer" },
      { id: "convnet", title: "A convolutional network" },
    ],
  },
  {
    title: "Making deep networks train",
    summary: "Why deep networks once did not learn, and what was done about it.",
    lessons: [
      { id: "activations", title: "Activation functions" },
      { id: "vanishing-gradients", title: "Vanishing and exploding gradients" },
      { id: "feature-scaling", title: "Feature scaling" },
      { id: "covariate-shift", title: "Internal covariate shift" },
      { id: "batch-norm", title: "Batch normalisation" },
      { id: "batch-norm-test", title: "Batch normalisation at test time" },
      { id: "batch-norm-benefits", title: "What batch normalisation brings" },
      { id: "residual", title: "Residual training" },
    ],
  },
  {
    title: "Classic networks",
    summary: "Five architectures and the idea that each of them brought.",
    lessons: [
      { id: "lenet", title: "LeNet, 1998" },
      { id: "alexnet", title: "AlexNet, 2012" },
      { id: "vgg16", title: "VGG-16, 2014" },
      { id: "googlenet", title: "GoogLeNet, 2014" },
      { id: "resnet", title: "ResNet, 2015" },
      { id: "summary", title: "Summary of networks" },
    ],
  },
];
