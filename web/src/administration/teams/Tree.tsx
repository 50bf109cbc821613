import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../ui/directory';
import own from './teams.module.css';
import { membersOf, type Node } from './hierarchy';

interface Props {
  nodes: readonly Node[];
  open: string;
  onOpen: (id: string) => void;
}

/** Teams below teams; each can be folded, and opened beside the tree. */
export function Tree({ nodes, open, onOpen }: Props) {
  return (
    <ul className={own.tree}>
      {nodes.map((node) => (
        <Branch key={node.team.id} node={node} open={open} onOpen={onOpen} />
      ))}
    </ul>
  );
}

function Branch({ node, open, onOpen }: { node: Node } & Omit<Props, 'nodes'>) {
  const { t } = useTranslation('administration/teams');
  const [folded, setFolded] = useState(false);
  const { id, name, manager_id: lead } = node.team;
  const people = useColleagues();
  const count = membersOf(people.values(), id).length;
  return (
    <li>
      <div className={own.row}>
        {node.below.length > 0 && (
          <button
            type="button"
            className={own.fold}
            aria-expanded={!folded}
            aria-label={t(folded ? 'unfold' : 'fold', { name })}
            onClick={() => setFolded(!folded)}
          >
            {folded ? <CaretRightOutlined /> : <CaretDownOutlined />}
          </button>
        )}
        <button type="button" className={own.team} aria-pressed={open === id} onClick={() => onOpen(id)}>
          <span>{name}</span>
          <span className={own.quiet}>
            {t('members', { count })}
            {lead && ` · ${people.get(lead)?.name ?? ''}`}
          </span>
        </button>
      </div>
      {!folded && node.below.length > 0 && <Tree nodes={node.below} open={open} onOpen={onOpen} />}
    </li>
  );
}
