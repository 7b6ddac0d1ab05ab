/**
 * One look, in one round trip. Keys: epoch, entry, lock. Arguments: the epoch to begin with where there is none, the
 * largest entry, and, for who wants to ask the upstream, a token and the life of the lock in milliseconds.
 * Gives the epoch, the entry or nothing, what is left of its life, and 1 when the lock was taken.
 * What lies under our keys and is not ours is deleted; a Redis that is full still reads.
 */
export const LOOK_SCRIPT = `
local function textOf(key, largest)
  local size = redis.pcall('strlen', key)
  if type(size) == 'table' or size > largest then redis.call('del', key) return false end
  return redis.call('get', key)
end
local epoch = textOf(KEYS[1], 64)
if not epoch then
  epoch = ARGV[1]
  redis.pcall('set', KEYS[1], epoch)
end
local locked = 0
if ARGV[3] ~= '' then
  -- A lock without an end is none of ours.
  if redis.call('pttl', KEYS[3]) == -1 then redis.call('del', KEYS[3]) end
  -- Nobody waits for a lock that a full Redis refuses to all.
  if redis.pcall('set', KEYS[3], ARGV[3], 'NX', 'PX', ARGV[4]) then locked = 1 end
end
return {epoch, textOf(KEYS[2], tonumber(ARGV[2])), redis.call('pttl', KEYS[2]), locked}
`;

/** Lets a lock go, unless it has passed to another in the meantime. Key: the lock. Argument: the token it was taken with. */
export const RELEASE_SCRIPT = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0
`;

/**
 * Gives organizations new epochs, which makes their entries invisible, and tells it to all replicas. Keys: their epochs.
 * Arguments: the channel, what is told, and the new epochs in the order of the keys.
 * A Redis that is full takes no new epoch; without the old one, the replicas go on with what they were told.
 */
export const PURGE_SCRIPT = `
for place, key in ipairs(KEYS) do
  local set = redis.pcall('set', key, ARGV[place + 2])
  if set.err then redis.call('del', key) end
end
return redis.call('publish', ARGV[1], ARGV[2])
`;
