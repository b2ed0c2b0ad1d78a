package io.chanio.port.vfio;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** The VFIO and iommufd side of the scripted kernel: who may ask what in which order, and what is mapped. */
final class ScriptedVfio {

    private static final int TYPE1V2 = 3;
    private static final int IOAS = 5;
    private static final int PAGE = 4096;

    record Mapped(long memory, long iova, long length) {}

    final Map<KernelCall, Integer> errnos = new EnumMap<>(KernelCall.class);
    final List<String> violations = new ArrayList<>();
    int apiVersion;
    int type1v2 = 1;
    int groupFlags = 1;

    @Nullable
    Mapped mapped;

    private final ScriptedDriver driver;
    private final Map<Integer, String> open;
    private final List<Integer> eventfds;
    private final ToIntFunction<String> hand;
    private boolean containerSet;
    private boolean iommuSet;
    private boolean bound;
    private boolean attached;

    /** @param hand gives out a descriptor of what it is given */
    ScriptedVfio(ScriptedDriver driver, Map<Integer, String> open, List<Integer> eventfds, ToIntFunction<String> hand) {
        this.driver = driver;
        this.open = open;
        this.eventfds = eventfds;
        this.hand = hand;
    }

    int ioctl(int number, KernelCall call, Pointer argument) {
        String file = open.get(number);
        KernelRefusal.unless(file != null, KernelRefusal.EBADF);
        Integer errno = errnos.get(call);
        KernelRefusal.unless(errno == null, errno == null ? 0 : errno);
        return switch (call) {
            case VFIO_GET_API_VERSION -> on(file, ScriptedKernel.CONTAINER_NODE, apiVersion);
            case VFIO_CHECK_EXTENSION ->
                on(file, ScriptedKernel.CONTAINER_NODE, argument.address() == TYPE1V2 ? type1v2 : 1);
            case VFIO_SET_IOMMU -> setIommu(file, argument.address());
            case VFIO_GROUP_GET_STATUS -> groupStatus(file, argument);
            case VFIO_GROUP_SET_CONTAINER -> setContainer(file, argument);
            case VFIO_GROUP_GET_DEVICE_FD -> deviceOfGroup(file, argument);
            case VFIO_DEVICE_BIND_IOMMUFD -> bind(file, argument);
            case VFIO_DEVICE_ATTACH_IOMMUFD_PT -> attach(file, argument);
            case VFIO_IOMMU_MAP_DMA, VFIO_IOMMU_UNMAP_DMA -> dma(call, file, argument);
            case IOMMU_DESTROY, IOMMU_IOAS_ALLOC, IOMMU_IOAS_MAP, IOMMU_IOAS_UNMAP -> iommu(call, file, argument);
            case VFIO_DEVICE_GET_INFO,
                    VFIO_DEVICE_GET_REGION_INFO,
                    VFIO_DEVICE_GET_IRQ_INFO,
                    VFIO_DEVICE_SET_IRQS,
                    VFIO_DEVICE_RESET -> device(call, file, argument);
        };
    }

    void closed(String file) {
        if (file.equals(ScriptedKernel.DEVICE)) {
            bound = false;
            attached = false;
            return;
        }
        if (open.containsValue(file)) {
            // Opened twice: the other one goes on.
            return;
        }
        requireLawful(!open.containsValue(ScriptedKernel.DEVICE), file + " was closed before the device");
        if (!file.equals(ScriptedKernel.GROUP_NODE)) {
            mapped = null;
        }
        containerSet = false;
        iommuSet = false;
    }

    void freed(long memory) {
        requireLawful(mapped == null || mapped.memory() != memory, "memory was freed that a device still finds");
    }

    void requireLawful(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }

    private static int on(@Nullable String file, String wanted, int answer) {
        KernelRefusal.unless(wanted.equals(file), KernelRefusal.ENOTTY);
        return answer;
    }

    private int setIommu(@Nullable String file, long type) {
        on(file, ScriptedKernel.CONTAINER_NODE, 0);
        KernelRefusal.unless(containerSet && type == TYPE1V2 && type1v2 == 1, KernelRefusal.EINVAL);
        iommuSet = true;
        return 0;
    }

    private int groupStatus(@Nullable String file, Pointer status) {
        on(file, ScriptedKernel.GROUP_NODE, 0);
        KernelRefusal.unless(status.getInt(0) == 8 && status.getInt(4) == 0, KernelRefusal.EINVAL);
        status.putInt(4, groupFlags);
        return 0;
    }

    private int setContainer(@Nullable String file, Pointer number) {
        on(file, ScriptedKernel.GROUP_NODE, 0);
        KernelRefusal.unless(groupFlags == 1 && !containerSet, KernelRefusal.EINVAL);
        KernelRefusal.unless(ScriptedKernel.CONTAINER_NODE.equals(open.get(number.getInt(0))), KernelRefusal.EBADF);
        containerSet = true;
        return 0;
    }

    private int deviceOfGroup(@Nullable String file, Pointer name) {
        on(file, ScriptedKernel.GROUP_NODE, 0);
        KernelRefusal.unless(iommuSet, KernelRefusal.EINVAL);
        KernelRefusal.unless(name.getString(0).equals(ScriptedKernel.MDEV.toString()), KernelRefusal.ENODEV);
        bound = true;
        attached = true;
        return hand.applyAsInt(ScriptedKernel.DEVICE);
    }

    private int bind(@Nullable String file, Pointer bind) {
        on(file, ScriptedKernel.DEVICE, 0);
        boolean right = bind.getInt(0) == 16 && bind.getInt(4) == 0 && !bound;
        KernelRefusal.unless(right && ScriptedKernel.IOMMU_NODE.equals(open.get(bind.getInt(8))), KernelRefusal.EINVAL);
        bind.putInt(12, 1);
        bound = true;
        return 0;
    }

    private int attach(@Nullable String file, Pointer attach) {
        on(file, ScriptedKernel.DEVICE, 0);
        KernelRefusal.unless(bound && attach.getInt(0) == 12 && attach.getInt(4) == 0, KernelRefusal.EINVAL);
        KernelRefusal.unless(attach.getInt(8) == IOAS, KernelRefusal.ENOENT);
        attached = true;
        return 0;
    }

    private int device(KernelCall call, @Nullable String file, Pointer structure) {
        on(file, ScriptedKernel.DEVICE, 0);
        KernelRefusal.unless(bound && attached, KernelRefusal.EINVAL);
        switch (call) {
            case VFIO_DEVICE_GET_INFO -> driver.info(structure);
            case VFIO_DEVICE_GET_REGION_INFO -> driver.regionInfo(structure);
            case VFIO_DEVICE_GET_IRQ_INFO -> driver.irqInfo(structure);
            case VFIO_DEVICE_SET_IRQS -> driver.setIrqs(structure, eventfds);
            default -> driver.calls.add("reset");
        }
        return 0;
    }

    private int dma(KernelCall call, @Nullable String file, Pointer structure) {
        on(file, ScriptedKernel.CONTAINER_NODE, 0);
        KernelRefusal.unless(iommuSet, KernelRefusal.EINVAL);
        if (call == KernelCall.VFIO_IOMMU_MAP_DMA) {
            KernelRefusal.unless(structure.getInt(0) == 32 && structure.getInt(4) == 3, KernelRefusal.EINVAL);
            return map(structure.getLong(8), structure.getLong(16), structure.getLong(24));
        }
        KernelRefusal.unless(structure.getInt(0) == 24 && structure.getInt(4) == 0, KernelRefusal.EINVAL);
        return unmap(structure.getLong(8), structure.getLong(16));
    }

    private int iommu(KernelCall call, @Nullable String file, Pointer structure) {
        on(file, ScriptedKernel.IOMMU_NODE, 0);
        switch (call) {
            case IOMMU_IOAS_ALLOC -> {
                KernelRefusal.unless(structure.getInt(0) == 12 && structure.getInt(4) == 0, KernelRefusal.EINVAL);
                structure.putInt(8, IOAS);
            }
            case IOMMU_IOAS_MAP -> {
                boolean right = structure.getInt(0) == 40 && structure.getInt(4) == 7 && structure.getInt(12) == 0;
                KernelRefusal.unless(right && structure.getInt(8) == IOAS, KernelRefusal.EINVAL);
                map(structure.getLong(16), structure.getLong(32), structure.getLong(24));
            }
            case IOMMU_IOAS_UNMAP -> {
                KernelRefusal.unless(structure.getInt(0) == 24 && structure.getInt(4) == IOAS, KernelRefusal.EINVAL);
                unmap(structure.getLong(8), structure.getLong(16));
            }
            default -> {
                KernelRefusal.unless(structure.getInt(0) == 8 && structure.getInt(4) == IOAS, KernelRefusal.EINVAL);
                requireLawful(!attached, "the address space was ended before the device was closed");
            }
        }
        return 0;
    }

    private int map(long memory, long iova, long length) {
        boolean pages = memory % PAGE == 0 && iova % PAGE == 0 && length % PAGE == 0 && length > 0;
        KernelRefusal.unless(pages && memory != 0, KernelRefusal.EINVAL);
        KernelRefusal.unless(mapped == null, KernelRefusal.EEXIST);
        mapped = new Mapped(memory, iova, length);
        return 0;
    }

    private int unmap(long iova, long length) {
        requireLawful(!open.containsValue(ScriptedKernel.DEVICE), "memory was unmapped before the device was closed");
        boolean exact = mapped != null && mapped.iova() == iova && mapped.length() == length;
        KernelRefusal.unless(exact, KernelRefusal.ENOENT);
        mapped = null;
        return 0;
    }
}
