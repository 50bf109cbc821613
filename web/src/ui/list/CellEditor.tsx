import { Button } from 'antd';
import { useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../fields/FieldEditor';
import { isAtOnce, isLarge } from '../fields/kinds';
import type { FieldDescription } from '../records/description';
import styles from './grid.module.css';

interface Props {
  field: FieldDescription;
  value: unknown;
  onSave: (value: unknown) => void;
  onCancel: () => void;
}

const TYPED = new Set(['text', 'link', 'number', 'money']);

/** What antd draws elsewhere in the page still belongs to the editor that opened it. */
const belongs = (editor: Element, to: EventTarget | null): boolean =>
  to instanceof Element &&
  (editor.contains(to) || to.closest('.ant-select-dropdown, .ant-picker-dropdown') !== null);

/** The value of a cell while it is being changed: Enter or leaving it saves, Escape does not. */
export function CellEditor({ field, value, ...ends }: Props) {
  const [given, setGiven] = useState(value);
  // Saved over the row as it stood when the edit began: what others save meanwhile is met, not overwritten.
  const [begun] = useState(ends);
  const over = useRef(false);
  /** Whatever ends it also takes the focus away, which must not save a second time. */
  const once = (end: () => void) => {
    if (over.current) return;
    over.current = true;
    end();
  };
  const onSave = (next: unknown) => once(() => begun.onSave(next));
  const onCancel = () => once(ends.onCancel);
  const change = (next: unknown) => {
    setGiven(next);
    if (isAtOnce(field.kind)) onSave(next);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onCancel();
    else if (event.key !== 'Enter' || !(TYPED.has(field.kind) || event.ctrlKey || event.metaKey)) return;
    else onSave(given);
    event.preventDefault();
  };
  const leave = (event: FocusEvent) => {
    if (!belongs(event.currentTarget, event.relatedTarget)) onSave(given);
  };
  /** Choosing what it is already tells no change, and is an end all the same. */
  const choose = ({ target }: MouseEvent) => {
    if (isAtOnce(field.kind) && target instanceof Element && target.closest('.ant-select-item-option'))
      onCancel();
  };
  return (
    <div
      className={styles.editor}
      data-wide={isLarge(field.kind)}
      onKeyDown={press}
      onBlur={leave}
      onClick={choose}
    >
      <FieldEditor field={field} value={given} onChange={change} autoFocus />
      {isLarge(field.kind) && <Buttons onSave={() => onSave(given)} onCancel={onCancel} />}
    </div>
  );
}

function Buttons({ onSave, onCancel }: Pick<Props, 'onCancel'> & { onSave: () => void }) {
  const { t } = useTranslation('ui/list');
  return (
    <div className={styles.buttons}>
      <Button size="small" onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Button size="small" type="primary" onClick={onSave}>
        {t('save')}
      </Button>
    </div>
  );
}
