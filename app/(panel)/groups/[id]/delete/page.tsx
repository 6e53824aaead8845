import { deleteGroup } from '#lib/groups/commands'
import { AddressDeletion } from '../../../deletion'
import { removeGroup } from '../../actions'
import { groupOf } from '../group-of'

export default async function DeleteGroupPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, group } = await groupOf((await params).id, 'group.write')
  const command = () => deleteGroup(actor, group.id, group.version)
  return <AddressDeletion actor={actor} noun="groups" row={group} command={command} action={removeGroup} />
}
