import { NewDialog } from '../../administration/shared/NewDialog';
import type { FieldDescription } from '../../ui/records/description';
import { TOUCHED, type LineQuantity } from '../queries';
import type { Open } from '../standing';
import { Quantities } from './Quantities';
import { chosenOf, everything } from './quantities';

interface Props<R> {
  title: string;
  note: string;
  ok: string;
  said: string;
  lines: readonly Open[];
  /** What is asked besides. */
  fields: readonly FieldDescription[];
  initial?: Readonly<Record<string, unknown>>;
  /** It begins with nothing of any line, where all of them would rarely be meant. */
  fromNothing?: boolean;
  call: (lines: LineQuantity[], values: Readonly<Record<string, unknown>>) => Promise<R>;
  onDone?: (result: R) => void;
  onClose: () => void;
}

/** An act on so much of some lines of an order: all that is left of them, unless somebody says less. */
export function QuantitiesDialog<R>({ lines, initial, fromNothing, call, ...rest }: Props<R>) {
  return (
    <NewDialog
      {...rest}
      initial={{ ...initial, lines: fromNothing ? [] : everything(lines) }}
      needs={['lines']}
      more={(values, set, fault) => (
        <Quantities
          lines={lines}
          chosen={chosenOf(values.lines)}
          onChange={(chosen) => set('lines', chosen)}
          fault={fault('lines')}
        />
      )}
      call={(values) => call(chosenOf(values.lines), values)}
      touches={TOUCHED}
    />
  );
}
