import type { FieldError } from '../../api/problems';
import type { Product } from '../queries';

/** A fault with the names of the options that it speaks of by their ids, and of what has no price. */
export function named(fault: FieldError, { products = [] }: Pick<Product, 'products'>): FieldError {
  const name = (id: unknown) => products.find((one) => one.id === id)?.name ?? '';
  const { option_id, other_id } = fault.params ?? {};
  return { ...fault, params: { ...fault.params, option: name(option_id), other: name(other_id) } };
}

/** Where in the question it is: `quantity` of `/lines/0/quantity`, `customer_id` of `/customer_id`. */
export const placeOf = ({ pointer }: FieldError): string => pointer.split('/').pop() ?? '';
