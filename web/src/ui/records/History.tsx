import { Button, Skeleton } from 'antd';
import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useColleagues } from '../directory';
import { FieldValue } from '../fields/FieldValue';
import { isEmpty, same } from '../fields/values';
import { useFormat } from '../format';
import { EmptyState } from '../states/EmptyState';
import { ErrorState } from '../states/ErrorState';
import type { FieldDescription, Page, SaveField } from './description';
import styles from './History.module.css';
import { valueOf, writable } from './values';

export type HistoryEntry = Schemas['customer_HistoryEntry'];

interface Props {
  queryKey: QueryKey;
  load: (after?: string) => Promise<Page<HistoryEntry>>;
  fields: readonly FieldDescription[];
  record: object;
  /** Gives a field a value that it had; null: whoever looks may not change this record. */
  onPutBack: SaveField | null;
}

/** Who changed what, newest first: every field as it was and as it became. */
export function History({ queryKey, load, ...rest }: Props) {
  const { t } = useTranslation('ui/records');
  const found = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined, // the type of all the others
    getNextPageParam: (last) => last.next ?? undefined,
  });
  if (found.isPending) return <Skeleton active />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  const entries = found.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <EmptyState title={t('history.empty')} text={t('history.emptyText')} />;
  return (
    <>
      <ol className={styles.history}>
        {entries.map((entry) => (
          <Entry key={`${entry.version} ${entry.at}`} entry={entry} {...rest} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('history.more')}
        </Button>
      )}
    </>
  );
}

function Entry({
  entry,
  fields,
  ...rest
}: Pick<Props, 'fields' | 'record' | 'onPutBack'> & { entry: HistoryEntry }) {
  const { t } = useTranslation('ui/records');
  const format = useFormat();
  const who = useActor(entry);
  const changed = useMemo(
    () => fields.filter(({ name }) => name in entry.before || name in entry.after),
    [fields, entry],
  );
  const added = entry.kind === 'created';
  return (
    <li className={styles.entry}>
      <p className={styles.head}>
        <strong>{who}</strong> {t(`history.${entry.kind}`)}
        {entry.kind === 'updated' && ` ${t('history.fields', { count: changed.length })}`}
        <time dateTime={entry.at} title={format.moment(entry.at)}>
          {format.relative(entry.at)}
        </time>
      </p>
      {changed.length > 0 && (
        <details open={!added}>
          <summary className={added ? undefined : 'unseen'}>
            {t('history.fields', { count: changed.length })}
          </summary>
          <dl className={styles.changes}>
            {changed.map((field) => (
              <div key={field.name} className={styles.change}>
                <dt>{field.label}</dt>
                <dd>
                  {!added && (
                    <Held field={field} value={entry.before[field.name]} label={t('history.was')} old />
                  )}
                  <Held field={field} value={entry.after[field.name]} label={t('history.became')} />
                  {!added && <PutBack field={field} value={entry.before[field.name]} {...rest} />}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

interface HeldProps {
  field: FieldDescription;
  value: unknown;
  label: string;
  old?: boolean;
}

function Held({ field, value, label, old }: HeldProps) {
  const { t } = useTranslation('ui/records');
  const content = isEmpty(value) ? (
    <span className={styles.empty}>{t('empty')}</span>
  ) : (
    <FieldValue field={field} value={value} />
  );
  return (
    <div className={styles.held}>
      <span className="unseen">{label}</span>
      {old ? <del>{content}</del> : <ins>{content}</ins>}
    </div>
  );
}

interface PutBackProps extends Pick<Props, 'record' | 'onPutBack'> {
  field: FieldDescription;
  value: unknown;
}

/** Gives the field the value it had before, unless it has it again. */
function PutBack({ field, value, record, onPutBack }: PutBackProps) {
  const { t } = useTranslation('ui/records');
  const now = writable(valueOf(record, field.name));
  if (onPutBack === null || !field.editable || same(now, value)) return null;
  return (
    <Button
      type="link"
      size="small"
      className={styles.back}
      aria-label={t('history.putBackField', { field: field.label })}
      onClick={() => void onPutBack(field, value ?? null).catch(() => undefined)} // said by what saves
    >
      {t('history.putBack')}
    </Button>
  );
}

/** The person, or the service on behalf of one. */
function useActor({ actor, actor_name, on_behalf_of }: HistoryEntry): string {
  const { t } = useTranslation('ui/records');
  const people = useColleagues();
  const named = (who: string) => people.get(who.replace(/^user:/, ''))?.name ?? t('history.unknown');
  if (actor.startsWith('user:')) return actor_name ?? named(actor);
  if (!on_behalf_of) return actor_name ?? t('history.system');
  return `${t('history.system')} (${t('history.onBehalf', { name: actor_name ?? named(on_behalf_of) })})`;
}
