import { Alert, Button, Modal } from 'antd';
import {
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type SyntheticEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';
import { FieldEditor } from '../fields/FieldEditor';
import { isLarge } from '../fields/kinds';
import { isEmpty } from '../fields/values';
import { useFieldErrorText, useProblemText } from '../problems';
import type { FieldDescription } from './description';
import { grouped } from './RecordFields';
import styles from './RecordForm.module.css';
import { refusalOf } from './saving';
import { bodyOf } from './values';

export type Values = Readonly<Record<string, unknown>>;

interface Props {
  fields: readonly FieldDescription[];
  /** What stands there to begin with. */
  initial?: Values;
  /** Fields that are asked for at once; the others stand behind "more". */
  first: readonly string[];
  /** Sends the record; throws what is refused. Whoever gives it goes on to the new record's page. */
  create: (body: Record<string, unknown>) => Promise<void>;
  onCancel: () => void;
  /** Next to the form: what the values so far tell. */
  aside?: (values: Values) => ReactNode;
}

const NOTHING: Values = {};
const NO_NAMES: ReadonlySet<string> = new Set();

/** A page to add a record, from its description. What was typed stays when it is refused. */
export function RecordForm({ fields, initial = NOTHING, first, create, onCancel, aside }: Props) {
  const { t } = useTranslation('ui/records');
  const text = useProblemText();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(initial);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [fixed, setFixed] = useState<ReadonlySet<string>>(NO_NAMES); // changed since it was refused
  const [more, setMore] = useState(false);
  const done = useRef(false);
  const asked = useMemo(() => fields.filter((one) => one.when?.(values) ?? true), [fields, values]);

  const submit = async () => {
    setBusy(true);
    setError(undefined);
    setFixed(NO_NAMES);
    try {
      done.current = true;
      await create(bodyOf(given(values, fields)));
    } catch (refused) {
      done.current = false;
      setError(refused);
      if (fields.some((one) => !first.includes(one.name) && refusalOf(refused, one.name))) setMore(true);
      setBusy(false);
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
    }
  };
  const [shown, rest] = useMemo(() => arranged(asked, first), [asked, first]);
  const begins = shown.find((one) => one.kind === 'text'); // what opens a list of choices would cover the form
  const set = (name: string) => (value: unknown) => {
    setValues((now) => ({ ...now, [name]: value }));
    if (error !== undefined) setFixed((now) => new Set(now).add(name));
  };
  const row = (field: FieldDescription, focused = false) => (
    <Row
      key={field.name}
      field={field}
      value={field.name in values ? values[field.name] : field.default}
      error={fixed.has(field.name) ? undefined : error}
      onChange={set(field.name)}
      autoFocus={focused}
    />
  );
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  return (
    <div className={styles.page}>
      <form
        ref={form}
        className={styles.form}
        noValidate
        onKeyDown={press}
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        {error !== undefined && (
          <Alert type="error" showIcon title={saying(error, fields) ? t('form.check') : text(error)} />
        )}
        <div className={styles.rows}>{shown.map((field) => row(field, field === begins))}</div>
        {!more && rest.length > 0 && (
          <Button type="link" className={styles.more} onClick={() => setMore(true)}>
            {t('form.more')}
          </Button>
        )}
        {more &&
          rest.map((group) => (
            <fieldset key={group.name} className={styles.group}>
              <legend>{group.name}</legend>
              <div className={styles.rows}>{group.fields.map((field) => row(field))}</div>
            </fieldset>
          ))}
        <div className={styles.buttons}>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('form.create')}
          </Button>
          <Button onClick={onCancel}>{t('cancel')}</Button>
        </div>
      </form>
      <Leaving isKept={() => values !== initial && !done.current} />
      {aside && <aside className={styles.aside}>{aside(values)}</aside>}
    </div>
  );
}

/** What stands before "more", and what behind it: what is needed besides the first ones comes last of these. */
function arranged(fields: readonly FieldDescription[], first: readonly string[]) {
  const place = new Map(first.map((name, index) => [name, index]));
  const at = (one: FieldDescription) => place.get(one.name) ?? first.length;
  const editable = fields.filter((one) => one.editable && !one.filterOnly);
  const main = editable.filter((one) => place.has(one.name) || one.required).sort((a, b) => at(a) - at(b));
  return [main, grouped(editable.filter((one) => !main.includes(one)))] as const;
}

/** What is sent: what is empty is left out, except where the service would put a default in its place. */
function given(values: Values, fields: readonly FieldDescription[]): Values {
  const defaults = new Set(fields.filter((one) => one.default !== undefined).map((one) => one.name));
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !isEmpty(value) || defaults.has(name)),
  );
}

const saying = (error: unknown, fields: readonly FieldDescription[]): boolean =>
  fields.some((one) => refusalOf(error, one.name));

interface RowProps {
  field: FieldDescription;
  value: unknown;
  error: unknown;
  onChange: (value: unknown) => void;
  autoFocus: boolean;
}

function Row({ field, value, error, onChange, autoFocus }: RowProps) {
  const { t } = useTranslation('ui/records');
  const say = useFieldErrorText();
  const id = useId();
  const refusal = refusalOf(error, field.name);
  return (
    <div className={styles.row} data-wide={isLarge(field.kind)} data-field={field.name}>
      <label htmlFor={id}>
        {field.label}
        {field.required && <span className={styles.required}> {t('form.required')}</span>}
      </label>
      <div>
        <FieldEditor
          id={id}
          field={field}
          value={value}
          onChange={onChange}
          autoFocus={autoFocus}
          error={refusal?.whole && say(refusal.whole)}
          errorAt={(place) => {
            const found = refusal?.at(place);
            return found && say(found);
          }}
        />
        {field.hint && <p className={styles.hint}>{field.hint}</p>}
      </div>
    </div>
  );
}

/** Asks before what was typed is left behind. */
function Leaving({ isKept }: { isKept: () => boolean }) {
  const { t } = useTranslation('ui/records');
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && isKept(),
  );
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('form.leaveTitle')}
      okText={t('form.leave')}
      cancelText={t('form.stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('form.leaveText')}
    </Modal>
  );
}
