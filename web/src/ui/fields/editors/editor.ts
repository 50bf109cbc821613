/** What every editor is given. */
import type { FieldDescription } from '../../records/description';

export interface EditorProps {
  field: FieldDescription;
  value: unknown;
  onChange: (value: unknown) => void;
  autoFocus?: boolean;
  /** What is wrong with the value, as a sentence. */
  error?: string;
  /** What is wrong with a part of it, by its place: `0/number`. */
  errorAt?: (place: string) => string | undefined;
  id?: string;
}

/** What antd's controls are told in common. */
export function common({ field, error, id, autoFocus }: EditorProps) {
  return {
    id,
    autoFocus,
    status: error === undefined ? undefined : ('error' as const),
    'aria-label': field.label,
    'aria-invalid': error !== undefined,
    'aria-describedby': error !== undefined && id ? `${id}-error` : undefined,
  };
}
