import { EditOutlined, LoadingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import {
  useEffect,
  useId,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../fields/FieldEditor';
import { FieldValue } from '../fields/FieldValue';
import { isAtOnce, isLarge } from '../fields/kinds';
import { isEmpty, same } from '../fields/values';
import { useFieldErrorText } from '../problems';
import type { FieldDescription } from './description';
import styles from './records.module.css';
import { refusalOf } from './saving';

interface Props {
  field: FieldDescription;
  value: unknown;
  /** Nobody may change it here: it is only shown. */
  fixed?: boolean;
  /** What stands where there is no value yet. */
  placeholder?: string;
  /** Throws when it is refused. */
  onSave: (value: unknown) => Promise<void>;
}

/** A value that becomes an editor where it stands. Enter or leaving it saves, Escape does not. */
export function EditableField({ field, value, fixed, placeholder, onSave }: Props) {
  const { t } = useTranslation('ui/records');
  // An edit begins from the record as it stands then: what others save meanwhile is met, not overwritten.
  const [begun, setBegun] = useState<Pick<Props, 'value' | 'onSave'> | null>(null);
  const [saving, setSaving] = useState<{ value: unknown } | null>(null);
  const [refused, setRefused] = useState<{ value: unknown; error: unknown } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const back = useRef(false);

  useEffect(() => {
    if (begun === null && back.current) button.current?.focus();
    back.current = false;
  }, [begun]);

  const close = (focus: boolean) => {
    back.current = focus;
    setBegun(null);
    setRefused(null);
  };
  const save = async (from: Pick<Props, 'value' | 'onSave'>, given: unknown, focus: boolean) => {
    close(focus);
    if (same(given, from.value)) return;
    setSaving({ value: given });
    try {
      await from.onSave(given);
    } catch (error) {
      if (refusalOf(error, field.name)) {
        setRefused({ value: given, error });
        setBegun(from);
      }
    } finally {
      setSaving(null);
    }
  };
  if (begun)
    return (
      <Editor
        field={field}
        value={refused ? refused.value : begun.value}
        error={refused?.error}
        onSave={(given, focus) => void save(begun, given, focus)}
        onCancel={close}
      />
    );
  const shown = saving ? saving.value : value;
  const content = isEmpty(shown) ? (
    <span className={styles.empty}>{fixed ? '—' : (placeholder ?? t('empty'))}</span>
  ) : (
    <FieldValue field={field} value={shown} />
  );
  if (fixed) return <div className={styles.value}>{content}</div>;
  const begin = () => setBegun({ value, onSave });
  const open = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest('a, button');
    if (!link && window.getSelection()?.isCollapsed !== false) begin();
  };
  return (
    // The button next to the value does the same for keyboards and readers.
    <div className={styles.value} data-editable onClick={open}>
      {content}
      {saving && <LoadingOutlined aria-label={t('saving')} />}
      <Button
        ref={button}
        className={styles.pencil}
        type="text"
        size="small"
        icon={<EditOutlined />}
        aria-label={t('edit', { field: field.label })}
        onClick={begin}
      />
    </div>
  );
}

interface EditorProps {
  field: FieldDescription;
  value: unknown;
  error: unknown;
  onSave: (value: unknown, focus: boolean) => void;
  /** Whether the keyboard goes back to the field; not when it has gone elsewhere already. */
  onCancel: (focus: boolean) => void;
}

/** What antd draws elsewhere in the page still belongs to the editor that opened it. */
const belongs = (editor: Element, to: EventTarget | null): boolean =>
  to instanceof Element &&
  (editor.contains(to) || to.closest('.ant-select-dropdown, .ant-picker-dropdown') !== null);

function Editor({ field, value, error, onSave, onCancel }: EditorProps) {
  const { t } = useTranslation('ui/records');
  const say = useFieldErrorText();
  const id = useId();
  const [given, setGiven] = useState(value);
  const [stale, setStale] = useState(false); // what was refused has been changed since
  const refusal = stale ? undefined : refusalOf(error, field.name);
  const large = isLarge(field.kind);
  const change = (next: unknown) => {
    setGiven(next);
    setStale(true);
    if (isAtOnce(field.kind)) onSave(next, true);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Enter') return;
    const finished = isFinished(field, event);
    if (finished || !large) event.preventDefault(); // or it would press the button that gets the focus back
    if (finished) onSave(given, true);
  };
  // Before the editor hears of it: what it has opened goes with it.
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    onCancel(true);
  };
  const leave = (event: FocusEvent) => {
    if (large || belongs(event.currentTarget, event.relatedTarget)) return;
    if (isAtOnce(field.kind)) onCancel(false);
    else onSave(given, false);
  };
  return (
    <div
      className={styles.editor}
      data-large={large}
      onKeyDownCapture={escape}
      onKeyDown={press}
      onBlur={leave}
    >
      <FieldEditor
        id={id}
        field={field}
        value={given}
        onChange={change}
        autoFocus
        error={refusal?.whole && say(refusal.whole)}
        errorAt={(place) => {
          const found = refusal?.at(place);
          return found && say(found);
        }}
      />
      {large && (
        <div className={styles.buttons}>
          <Button size="small" type="primary" onClick={() => onSave(given, true)}>
            {t('save')}
          </Button>
          <Button size="small" onClick={() => onCancel(true)}>
            {t('cancel')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Enter ends an edit, except where it makes a line or chooses something: there with Ctrl or ⌘. */
function isFinished(field: FieldDescription, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey) return true;
  return ['text', 'link', 'number', 'money'].includes(field.kind);
}
