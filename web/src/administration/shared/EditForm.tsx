import { Button } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../../ui/records/description';
import styles from './admin.module.css';
import { Conflict } from './Conflict';
import { Fields } from './Fields';
import { useFaults } from './saving';
import type { Edit } from './useEdit';

interface Props {
  edit: Edit;
  fields: readonly FieldDescription[];
  /** What is edited besides, below the fields. */
  more?: ReactNode;
}

/** A record's fields, saved together. */
export function EditForm({ edit, fields, more }: Props) {
  const id = useId();
  return (
    <form
      id={id}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        edit.save();
      }}
    >
      <Conflict edit={edit} fields={fields} />
      <Fields fields={fields} values={edit.values} onChange={edit.set} fault={useFaults(edit.error)} />
      {more}
      <SaveBar edit={edit} form={id} />
    </form>
  );
}

/** Save or give up; there is nothing to do while nothing is changed. */
export function SaveBar({ edit, form }: { edit: Edit; form?: string }) {
  const { t } = useTranslation('administration');
  return (
    <div className={styles.actions}>
      <Button
        type="primary"
        htmlType={form ? 'submit' : 'button'}
        form={form}
        onClick={form ? undefined : edit.save}
        disabled={!edit.dirty}
        loading={edit.busy}
      >
        {t('save')}
      </Button>
      {edit.dirty && (
        <Button type="text" onClick={edit.drop}>
          {t('discard')}
        </Button>
      )}
    </div>
  );
}
