import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Chip } from '../../ui/fields/Chips';
import { useFormat } from '../../ui/format';
import { ListSkeleton } from '../../ui/list/ListSkeleton';
import { SearchBox } from '../../ui/list/SearchBox';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import { useAddress } from '../shared/address';
import styles from '../shared/admin.module.css';
import { NewDialog } from '../shared/NewDialog';
import { Page } from '../shared/Page';
import { ColourField, GREY } from './ColourField';
import { createTag, TAGS, useTagged, useTagList, type Tag } from './queries';
import { TagActions } from './TagActions';

/** The managed list that customers are tagged from. */
export function TagsPage() {
  const { t } = useTranslation('administration/tags');
  const [{ q }, change] = useAddress('q');
  const [adding, setAdding] = useState(false);
  const found = useTagList();
  const tags = found.data?.filter((one) => one.name.toLowerCase().includes(q.toLowerCase())) ?? [];
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={add}>
      <div className={styles.actions} role="search">
        <SearchBox value={q} hint={t('search')} onChange={(text) => change({ q: text })} />
      </div>
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <ListSkeleton />}
      {found.data && tags.length === 0 && (
        <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={add} />
      )}
      {tags.length > 0 && <Table tags={tags} />}
      {adding && (
        <NewDialog
          title={t('new')}
          ok={t('create')}
          fields={[{ name: 'name', label: t('name'), kind: 'text', required: true }]}
          initial={{ colour: GREY }}
          more={(values, set) => (
            <ColourField value={values.colour} onChange={(colour) => set('colour', colour)} />
          )}
          call={createTag}
          touches={[TAGS]}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  );
}

function Table({ tags }: { tags: readonly Tag[] }) {
  const { t } = useTranslation('administration/tags');
  const shared = useTranslation('administration').t;
  return (
    <div className={styles.scroller}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('customers')}</th>
            <th scope="col" aria-label={shared('actions')} />
          </tr>
        </thead>
        <tbody>
          {tags.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Chip name={one.name} colour={one.colour} />
              </th>
              <td data-label={t('customers')}>
                <Used id={one.id} />
              </td>
              <td className={styles.end}>
                <TagActions tag={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How many customers have it, and the way to them. */
function Used({ id }: { id: string }) {
  const format = useFormat();
  const { data: count } = useTagged(id);
  if (count === undefined) return null;
  const filter = JSON.stringify({ field: 'tags', op: 'has_any', value: [id] });
  return <Link to={`/customers?filter=${encodeURIComponent(filter)}`}>{format.number(count)}</Link>;
}
