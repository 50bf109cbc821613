import { App, Button, Popconfirm, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { useProblemText } from '../../ui/problems';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../me.module.css';
import { agentOf } from './agent';
import type { useOwnDevices, useOwnSessions } from './sessions';

interface Door {
  id: string;
  agent: string;
  address: string;
  at: string;
  current: boolean;
}

interface Props<T> {
  name: string;
  found: Omit<ReturnType<typeof useOwnSessions> | ReturnType<typeof useOwnDevices>, 'data'> & {
    data: T[] | undefined;
  };
  read: (one: T) => Door;
  end: (id: string) => Promise<void>;
  words: { title: string; text: string; current: string; end: string; sure: string };
}

/** A list of what lets somebody in as oneself, each to be shut. */
export function Doors<T>({ name, found, read, end, words }: Props<T>) {
  const { t } = useTranslation('me');
  const { message } = App.useApp();
  const text = useProblemText();
  const format = useFormat();
  const shut = (id: string) => end(id).catch((error: unknown) => void message.error(text(error)));
  return (
    <section className={styles.section} aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{words.title}</h2>
      <p className={styles.hint}>{words.text}</p>
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      <ul className={styles.rows}>
        {found.data?.map(read).map((door) => (
          <li key={door.id}>
            <div>
              {agentOf(door.agent) || t('unknownAgent')} {door.current && <Tag>{words.current}</Tag>}
              <p>
                {door.address} · <time title={format.moment(door.at)}>{format.relative(door.at)}</time>
              </p>
            </div>
            {!door.current && (
              <Popconfirm title={words.sure} okText={words.end} onConfirm={() => shut(door.id)}>
                <Button size="small">{words.end}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  );
}
