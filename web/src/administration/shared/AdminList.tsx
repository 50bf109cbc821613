import { LeftOutlined } from '@ant-design/icons';
import { use, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SetUpLink } from '../../setup/SetUpLink';
import { RecordList } from '../../ui/list/RecordList';
import type { RecordShown } from '../../ui/records/description';
import styles from './admin.module.css';
import { SettingUp } from './settingUp';

type Props<R extends RecordShown> = Omit<ComponentProps<typeof RecordList<R>>, 'up' | 'part' | 'lead'> & {
  /** What the records are for, in a sentence. */
  lead: string;
};

/** A list of administration, with the way up; in the set-up a part of its step. */
export function AdminList<R extends RecordShown>({ lead, ...props }: Props<R>) {
  const { t } = useTranslation('administration');
  if (use(SettingUp)) {
    return (
      <div className={styles.within}>
        <RecordList {...props} part />
      </div>
    );
  }
  const up = (
    <div className={styles.actions}>
      <Link to="/administration">
        <LeftOutlined aria-hidden /> {t('back')}
      </Link>
      <SetUpLink />
    </div>
  );
  return <RecordList {...props} up={up} lead={<p className={styles.lead}>{lead}</p>} />;
}
