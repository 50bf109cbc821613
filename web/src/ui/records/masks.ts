/** Fields that roles hide from whoever looks. */
import type { FieldDescription } from './description';

/** The fields of an object, parted into what is shown and what is hidden. */
export function byMask(object: string, all: readonly FieldDescription[], masked: readonly string[]) {
  const isHidden = ({ name, tells = [] }: FieldDescription) =>
    [name, ...tells].some((one) => masked.includes(`${object}.${one}`));
  return {
    fields: all.filter((one) => !isHidden(one)),
    hidden: all.filter((one) => isHidden(one) && !one.filterOnly),
  };
}
