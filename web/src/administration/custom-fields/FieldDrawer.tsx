import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOM_FIELDS, inLanguage } from '../../ui/fields/custom';
import styles from '../shared/admin.module.css';
import { Conflict } from '../shared/Conflict';
import { SaveBar } from '../shared/EditForm';
import { useFaults, useSaving } from '../shared/saving';
import { useEdit } from '../shared/useEdit';
import { bodyOf, changeOf, EMPTY, type Draft } from './draft';
import { FieldForm } from './FieldForm';
import { createField, loadField, updateField, type CustomField } from './queries';

const TOUCHES = [CUSTOM_FIELDS];
const WIDTH = 560;

interface NewProps {
  object: 'customer' | 'contact';
  /** Where it comes to stand. */
  position: number;
  onClose: () => void;
}

export function NewField({ object, position, onClose }: NewProps) {
  const { t } = useTranslation('administration/custom-fields');
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const saving = useSaving(() => createField(bodyOf(object, position, draft)), {
    touches: TOUCHES,
    done: onClose,
  });
  return (
    <Drawer open size={WIDTH} title={t(`newTitles.${object}`)} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate(undefined);
        }}
      >
        <FieldForm
          object={object}
          draft={draft}
          onChange={(change) => setDraft({ ...draft, ...change })}
          fault={useFaults(saving.error)}
          fixed={false}
        />
        <div className={styles.actions}>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {t('create')}
          </Button>
        </div>
      </form>
    </Drawer>
  );
}

export function EditField({ field, onClose }: { field: CustomField; onClose: () => void }) {
  const { t, i18n } = useTranslation('administration/custom-fields');
  const edit = useEdit(field, {
    load: () => loadField(field.id),
    update: (version, changes) => updateField(field.id, version, changeOf(changes)),
    touches: TOUCHES,
    done: onClose,
  });
  const change = (changed: Partial<Draft>) =>
    Object.entries(changed).forEach(([name, value]) => edit.set(name, value));
  return (
    <Drawer
      open
      size={WIDTH}
      title={t('editTitle', { name: inLanguage(field.labels, i18n.language) })}
      onClose={onClose}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          edit.save();
        }}
      >
        <Conflict edit={edit} fields={[]} />
        <FieldForm
          object={field.object}
          draft={edit.shown}
          onChange={change}
          fault={useFaults(edit.error)}
          fixed
        />
        <SaveBar edit={edit} />
      </form>
    </Drawer>
  );
}
