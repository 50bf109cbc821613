import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ConflictDialog } from './ConflictDialog';
import type { ObjectDescription, RecordShown, SaveField } from './description';
import { RecordFields } from './RecordFields';
import styles from './RecordPage.module.css';
import { RecordTabs, tabOf, type RecordTab, type Tabs } from './RecordTabs';
import type { Saving } from './useRecordSaving';

interface Props<R extends RecordShown, T extends RecordTab> {
  description: ObjectDescription<R>;
  record: R & { name?: string | null };
  /** What the page is called, where that is not the record's name. */
  title?: string;
  saving: Saving;
  /** Whether whoever looks may change the record; what is drawn gets what saves, or null. */
  may: boolean;
  /** Names of fields that stand elsewhere than among the fields. */
  without: readonly string[];
  tabs: Tabs<T>;
  header: (save: SaveField | null) => ReactNode;
  /** Where nothing stands beside it, the middle has its room. */
  related?: ReactNode;
  children: (tab: T, save: SaveField | null) => ReactNode;
}

/** The shape of every record's page: its fields, what happened with it in the middle, what belongs to it. */
export function RecordPage<R extends RecordShown, T extends RecordTab>(props: Props<R, T>) {
  const { description, record, saving, tabs } = props;
  const { t } = useTranslation('ui/records');
  const [address] = useSearchParams();
  const open = tabOf(address, tabs);
  const shown = tabs.find((one) => one === open) ?? tabs[0];
  const save: SaveField | null = props.may ? (field, value) => saving.save({ [field.name]: value }) : null;
  return (
    <article className={styles.page} data-tab={open}>
      <title>{props.title ?? record.name ?? ''}</title>
      {props.header(save)}
      <div className={styles.columns} data-related={props.related !== undefined}>
        <section className={styles.fields} aria-label={t('tabs.fields')}>
          <RecordFields
            fields={description.fields}
            hidden={description.hidden}
            record={record}
            without={props.without}
            onSave={save}
          />
        </section>
        <section className={styles.middle}>
          <RecordTabs tabs={tabs} open={open} related={props.related !== undefined} />
          {props.children(shown, save)}
        </section>
        {props.related !== undefined && (
          <aside className={styles.related} aria-label={t('tabs.related')}>
            {props.related}
          </aside>
        )}
      </div>
      {saving.clash && (
        <ConflictDialog
          clash={saving.clash}
          onSettle={(chosen) => void saving.settle(chosen)}
          onCancel={saving.forget}
        />
      )}
    </article>
  );
}

/** What the page is measured by: as much room as there is, which may be a part of the window only. */
export function RecordRoom({ children }: { children: ReactNode }) {
  return <div className={styles.room}>{children}</div>;
}

/** While it is loading. */
export function RecordSkeleton() {
  return (
    <div className={styles.page} aria-busy="true">
      <Skeleton active avatar paragraph={{ rows: 1 }} />
      <Skeleton active paragraph={{ rows: 10 }} />
    </div>
  );
}
