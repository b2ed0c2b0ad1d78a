// SPDX-License-Identifier: Apache-2.0
/*
 * probe - the shortest way from a program to a vfio-ccw device, to compare chanio with and to be a second opener.
 *
 *   probe info  [--cdev] UUID           regions, irqs and the subchannel's path masks
 *   probe bench [--cdev] UUID COUNT     COUNT NOPs, one after the other; their median
 *   probe hold  [--cdev] UUID SECONDS   keeps the device open, or ends early when the kernel wants it back
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/iommufd.h>
#include <linux/vfio.h>
#include <linux/vfio_ccw.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define ARENA_IOVA 0x10000UL
#define ARENA_SIZE (1UL << 20)
#define ANSWER_MILLIS 3000
#define PATH_LENGTH 256

/* ORB word 1: format 1, prefetch, 64-bit IDAWs, every path */
#define ORB_WORD (1u << 23 | 1u << 22 | 1u << 17 | 0xffu << 8)
#define START_FUNCTION 0x4000u
#define NOP 0x03
#define SLI 0x20
#define CHANNEL_END_DEVICE_END 0x0c

struct subchannel {
	int cdev, container, device, iommufd;
	uint32_t ioas;
	unsigned char *arena;
	int events[VFIO_CCW_NUM_IRQS];
	uint64_t schib;
};

static void die(const char *what)
{
	printf("refused %s: errno=%d %s\n", what, errno, strerrorname_np(errno));
	exit(1);
}

static int opened(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		die(path);
	return fd;
}

/* ---------------------------------------------------------------- opening */

static void open_group(struct subchannel *s, const char *uuid)
{
	char path[PATH_LENGTH], target[PATH_LENGTH];
	snprintf(path, sizeof path, "/sys/bus/mdev/devices/%s/iommu_group", uuid);
	ssize_t n = readlink(path, target, sizeof target - 1);
	if (n < 0)
		die(path);
	target[n] = 0;
	snprintf(path, sizeof path, "/dev/vfio/%s", strrchr(target, '/') + 1);
	s->container = opened("/dev/vfio/vfio");
	int group = opened(path);
	if (ioctl(group, VFIO_GROUP_SET_CONTAINER, &s->container))
		die("VFIO_GROUP_SET_CONTAINER");
	if (ioctl(s->container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU))
		die("VFIO_SET_IOMMU");
	s->device = ioctl(group, VFIO_GROUP_GET_DEVICE_FD, uuid);
	if (s->device < 0)
		die("VFIO_GROUP_GET_DEVICE_FD");
}

static void open_cdev(struct subchannel *s, const char *uuid)
{
	char path[PATH_LENGTH];
	snprintf(path, sizeof path, "/sys/bus/mdev/devices/%s/vfio-dev", uuid);
	DIR *folder = opendir(path);
	if (!folder)
		die(path);
	for (struct dirent *e; (e = readdir(folder));)
		if (!strncmp(e->d_name, "vfio", 4))
			snprintf(path, sizeof path, "/dev/vfio/devices/%.32s", e->d_name);
	closedir(folder);
	s->device = opened(path);
	s->iommufd = opened("/dev/iommu");
	struct vfio_device_bind_iommufd bind = { .argsz = sizeof bind, .iommufd = s->iommufd };
	if (ioctl(s->device, VFIO_DEVICE_BIND_IOMMUFD, &bind))
		die("VFIO_DEVICE_BIND_IOMMUFD");
	struct iommu_ioas_alloc alloc = { .size = sizeof alloc };
	if (ioctl(s->iommufd, IOMMU_IOAS_ALLOC, &alloc))
		die("IOMMU_IOAS_ALLOC");
	s->ioas = alloc.out_ioas_id;
	struct vfio_device_attach_iommufd_pt attach = { .argsz = sizeof attach, .pt_id = s->ioas };
	if (ioctl(s->device, VFIO_DEVICE_ATTACH_IOMMUFD_PT, &attach))
		die("VFIO_DEVICE_ATTACH_IOMMUFD_PT");
}

static void map_arena(struct subchannel *s)
{
	s->arena = mmap(NULL, ARENA_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (s->arena == MAP_FAILED)
		die("mmap");
	struct iommu_ioas_map ioas_map = { .size = sizeof ioas_map, .ioas_id = s->ioas, .user_va = (uintptr_t)s->arena,
		.iova = ARENA_IOVA, .length = ARENA_SIZE,
		.flags = IOMMU_IOAS_MAP_FIXED_IOVA | IOMMU_IOAS_MAP_READABLE | IOMMU_IOAS_MAP_WRITEABLE };
	struct vfio_iommu_type1_dma_map dma_map = { .argsz = sizeof dma_map, .vaddr = (uintptr_t)s->arena, .iova = ARENA_IOVA,
		.size = ARENA_SIZE, .flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE };
	if (s->cdev ? ioctl(s->iommufd, IOMMU_IOAS_MAP, &ioas_map) : ioctl(s->container, VFIO_IOMMU_MAP_DMA, &dma_map))
		die("map of the arena");
}

static void register_events(struct subchannel *s, uint32_t count)
{
	for (uint32_t i = 0; i < count && i < VFIO_CCW_NUM_IRQS; i++) {
		char buffer[sizeof(struct vfio_irq_set) + sizeof(int)] __attribute__((aligned(8)));
		struct vfio_irq_set *set = (void *)buffer;
		s->events[i] = eventfd(0, EFD_CLOEXEC);
		*set = (struct vfio_irq_set){ .argsz = sizeof buffer, .index = i, .count = 1,
			.flags = VFIO_IRQ_SET_DATA_EVENTFD | VFIO_IRQ_SET_ACTION_TRIGGER };
		memcpy(set->data, &s->events[i], sizeof(int));
		if (ioctl(s->device, VFIO_DEVICE_SET_IRQS, set))
			die("VFIO_DEVICE_SET_IRQS");
	}
}

static void look_at_region(struct subchannel *s, uint32_t index)
{
	static const char *const names[] = { "?", "async command", "SCHIB", "CRW" };
	char buffer[PATH_LENGTH] __attribute__((aligned(8))) = { 0 };
	struct vfio_region_info *region = (void *)buffer;
	uint32_t subtype = 0;
	*region = (struct vfio_region_info){ .argsz = sizeof buffer, .index = index };
	if (ioctl(s->device, VFIO_DEVICE_GET_REGION_INFO, region))
		die("VFIO_DEVICE_GET_REGION_INFO");
	for (uint32_t at = region->flags & VFIO_REGION_INFO_FLAG_CAPS ? region->cap_offset : 0; at;) {
		struct vfio_region_info_cap_type *cap = (void *)(buffer + at);
		if (cap->header.id == VFIO_REGION_INFO_CAP_TYPE && cap->type == VFIO_REGION_TYPE_CCW && cap->subtype <= 3)
			subtype = cap->subtype;
		at = cap->header.next;
	}
	if (subtype == VFIO_REGION_SUBTYPE_CCW_SCHIB)
		s->schib = region->offset;
	printf("region %u: size=%llu, %s\n", index, (unsigned long long)region->size, index ? names[subtype] : "I/O");
}

static struct subchannel open_subchannel(const char *uuid, int cdev)
{
	struct subchannel s = { .cdev = cdev, .events = { -1, -1, -1 } };
	if (cdev)
		open_cdev(&s, uuid);
	else
		open_group(&s, uuid);
	struct vfio_device_info info = { .argsz = sizeof info };
	if (ioctl(s.device, VFIO_DEVICE_GET_INFO, &info))
		die("VFIO_DEVICE_GET_INFO");
	printf("device: ccw=%d regions=%u irqs=%u\n", !!(info.flags & VFIO_DEVICE_FLAGS_CCW), info.num_regions, info.num_irqs);
	for (uint32_t i = 0; i < info.num_regions; i++)
		look_at_region(&s, i);
	map_arena(&s);
	register_events(&s, info.num_irqs);
	return s;
}

/* ------------------------------------------------------------------ modes */

static void show_paths(const struct subchannel *s)
{
	unsigned char schib[52];
	if (!s->schib || pread(s->device, schib, sizeof schib, s->schib) != sizeof schib)
		die("SCHIB region");
	printf("schib: devno=%02x%02x pim=%02x pom=%02x pam=%02x\n", schib[6], schib[7], schib[11], schib[14], schib[15]);
}

static int64_t now_nanos(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* One NOP from the write that starts it to the read of its final status: the system calls that chanio makes too. */
static int64_t round_trip(struct subchannel *s)
{
	uint32_t orb[3] = { 0, ORB_WORD, ARENA_IOVA }, scsw[3] = { START_FUNCTION };
	struct ccw_io_region region = { 0 };
	struct pollfd wait = { .fd = s->events[VFIO_CCW_IO_IRQ_INDEX], .events = POLLIN };
	uint64_t count;
	int64_t begin = now_nanos();
	memcpy(region.orb_area, orb, sizeof orb);
	memcpy(region.scsw_area, scsw, sizeof scsw);
	if (pwrite(s->device, &region, sizeof region, 0) != sizeof region)
		die("start");
	if (poll(&wait, 1, ANSWER_MILLIS) != 1 || read(wait.fd, &count, sizeof count) != sizeof count)
		die("wait for the interruption");
	if (pread(s->device, &region, sizeof region, 0) != sizeof region)
		die("read of the status");
	if (region.irb_area[8] != CHANNEL_END_DEVICE_END || region.irb_area[9])
		die("status other than channel end and device end");
	return now_nanos() - begin;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void bench(struct subchannel *s, int count)
{
	static const unsigned char nop[8] = { NOP, SLI };
	int64_t *nanos = calloc(count, sizeof *nanos);
	memcpy(s->arena, nop, sizeof nop);
	for (int i = 0; i < count; i++)
		nanos[i] = round_trip(s);
	qsort(nanos, count, sizeof *nanos, by_size);
	printf("bench probe NOP count=%d median_us=%.1f\n", count, nanos[count / 2] / 1000.0);
	free(nanos);
}

static void hold(struct subchannel *s, int seconds)
{
	struct pollfd wait = { .fd = s->events[VFIO_CCW_REQ_IRQ_INDEX], .events = POLLIN };
	printf("holding\n");
	printf(poll(&wait, 1, seconds * 1000) > 0 ? "the kernel wants the device back\n" : "time is over\n");
}

int main(int argc, char **argv)
{
	int cdev = argc > 2 && !strcmp(argv[2], "--cdev");
	const char *mode = argc > 1 ? argv[1] : "", *uuid = argc > 2 + cdev ? argv[2 + cdev] : NULL;
	int number = argc > 3 + cdev ? atoi(argv[3 + cdev]) : 0;
	int known = !strcmp(mode, "info") || ((!strcmp(mode, "bench") || !strcmp(mode, "hold")) && number > 0);
	if (!known || !uuid) {
		fprintf(stderr, "usage: probe info|bench|hold [--cdev] UUID [COUNT|SECONDS]\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	struct subchannel s = open_subchannel(uuid, cdev);
	if (!strcmp(mode, "info"))
		show_paths(&s);
	else if (!strcmp(mode, "bench"))
		bench(&s, number);
	else
		hold(&s, number);
	return 0;
}
