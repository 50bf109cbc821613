import type { Schemas } from '../../api/client';

type Group = Schemas['customer_Group'];
type Member = Schemas['customer_GroupMember'];

export interface Branch {
  member: Member;
  below: Branch[];
}

/** The members as a tree; undefined when the top is not among them. */
export function treeOf(group: Pick<Group, 'root_id' | 'members'>): Branch | undefined {
  const branches = new Map(group.members.map((member) => [member.id, { member, below: [] as Branch[] }]));
  for (const branch of branches.values()) {
    if (branch.member.id !== group.root_id) branches.get(branch.member.parent_id ?? '')?.below.push(branch);
  }
  return branches.get(group.root_id);
}
