/**
 * Mean and deviation of ImageNet's pictures, by channel in the order red, green, blue, pixels from
 * 0 to 1: what torchvision's networks were trained with.
 */
export const IMAGENET_MEAN: readonly number[] = [0.485, 0.456, 0.406];
export const IMAGENET_DEVIATION: readonly number[] = [0.229, 0.224, 0.225];
