import type { QueryKey } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isEmpty } from '../../ui/fields/values';
import type { FieldDescription } from '../../ui/records/description';
import styles from './admin.module.css';
import { Fields } from './Fields';
import { useFaults, useSaving } from './saving';
import type { Changes } from './useEdit';

interface Props<R> {
  title: string;
  ok: string;
  fields: readonly FieldDescription[];
  /** What stands in the fields at first. */
  initial?: Changes;
  /** What will happen, where that is not plain. */
  note?: ReactNode;
  /** It cannot be undone. */
  danger?: boolean;
  /** What is given besides, below the fields. */
  more?: (
    values: Changes,
    set: (name: string, value: unknown) => void,
    fault: (name: string) => string | undefined,
  ) => ReactNode;
  /** Of what is given there, what cannot be left out. */
  needs?: readonly string[];
  call: (values: Changes) => Promise<R>;
  touches: readonly QueryKey[];
  said?: string;
  onDone?: (result: R) => void;
  onClose: () => void;
}

/** A few fields and one button, for making something or for one act; it stays open with what is wrong. */
export function NewDialog<R>(props: Props<R>) {
  const { t } = useTranslation('administration');
  const id = useId();
  const [values, setValues] = useState<Changes>(props.initial ?? {});
  const saving = useSaving(props.call, {
    touches: props.touches,
    said: props.said,
    done: (result) => {
      props.onClose();
      props.onDone?.(result);
    },
  });
  const set = (name: string, value: unknown) => setValues({ ...values, [name]: value });
  const needed = props.fields.filter((one) => one.required).map((one) => one.name);
  const missing = [...needed, ...(props.needs ?? [])].some((name) => isEmpty(values[name]));
  const fault = useFaults(saving.error);
  return (
    <Modal
      open
      title={props.title}
      okText={props.ok}
      cancelText={t('cancel')}
      okButtonProps={{ htmlType: 'submit', form: id, disabled: missing, danger: props.danger }}
      confirmLoading={saving.isPending}
      onCancel={props.onClose}
    >
      <form
        id={id}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!missing) saving.mutate(said(values));
        }}
      >
        {props.note !== undefined && <p className={styles.lead}>{props.note}</p>}
        <Fields
          fields={props.fields}
          values={values}
          onChange={set}
          fault={fault}
          focus={props.fields[0]?.kind === 'text'}
        />
        {props.more?.(values, set, fault)}
      </form>
    </Modal>
  );
}

/** What is left empty is not said, so that the service's own choice holds. */
function said(values: Changes): Changes {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}
